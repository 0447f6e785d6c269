"""The database, and how long it may take: docs/running.md."""

from ropa import environment

from .core import BASE_DIR, EXTENSIONS

DATABASES = {"default": environment.database(BASE_DIR)}
# A copy that follows it, from which the public reads: docs/running.md.
if (_replica := environment.replica(BASE_DIR, DATABASES["default"])) is not None:
    DATABASES["replica"] = _replica
DATABASE_ROUTERS = ["ropa.database.routing.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How long one statement may run, and how long it may wait for what others hold. Requests are given
# up soon, so that a thread is free for the next; commands and background tasks may take long.
DATABASE_STATEMENT_SECONDS = environment.seconds("DATABASE_STATEMENT_SECONDS", 30)
DATABASE_LOCK_SECONDS = environment.seconds("DATABASE_LOCK_SECONDS", 15)
DATABASE_JOB_SECONDS = environment.seconds("DATABASE_JOB_SECONDS", 3600)
DATABASE_JOB_LOCK_SECONDS = environment.seconds("DATABASE_JOB_LOCK_SECONDS", 60)

# The outermost namespaces of the addresses that are for the public.
PUBLIC_NAMESPACES = {"public", "api", *EXTENSIONS}
