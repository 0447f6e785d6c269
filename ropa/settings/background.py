"""Work in the background: docs/background-work.md."""

from ropa import environment

TASKS = {"default": {"BACKEND": "ropa.background.backend.JobBackend"}}

# Where tasks are, so that a worker knows what is done periodically.
TASK_MODULES: list[str] = [
    "ropa.accounts.tasks",
    "ropa.actions.tasks",
    "ropa.background.housekeeping",
    "ropa.imports.marked_files",
    "ropa.imports.tasks",
    "ropa.mail.tasks",
    "ropa.notifications.tasks",
    "ropa.public.pdf.tasks",
    "ropa.public.register_files",
    "ropa.read_model.tasks",
    "ropa.standings.tasks",
    "ropa.witnesses.tasks",
]

# Where projections are declared, each after those it follows from: docs/read-model.md.
PROJECTION_MODULES: list[str] = [
    "ropa.public.published_documents",
    "ropa.public.index.projections",
    "ropa.public.register_rows",
    "ropa.public.search.search_entries",
    "ropa.public.search.terms",
    "ropa.standings.projections",
]

# How large the PDFs and the public workbooks may be together that are kept in the database.
MADE_FILES_MEGABYTES = environment.number("MADE_FILES_MEGABYTES", 1000)

# Whether the PDF of a version waits until a reader asks for it.
PDFS_ON_REQUEST = environment.flag("PDFS_ON_REQUEST")
