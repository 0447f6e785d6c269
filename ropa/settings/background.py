"""Work in the background: docs/background-work.md."""

TASKS = {"default": {"BACKEND": "ropa.background.backend.JobBackend"}}

# Where tasks are, so that a worker knows what is done periodically.
TASK_MODULES: list[str] = ["ropa.background.housekeeping"]
