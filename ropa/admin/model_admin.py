"""The admin on which those of nearly all models stand."""

from __future__ import annotations

from .editing.saving import SavesInPlace
from .history.pages import HistoryPage
from .shared.access import RoleModelAdmin
from .shared.chapters import FormInChapters
from .shared.deleting import ProtectedDeletion


class StaffModelAdmin(SavesInPlace, HistoryPage, ProtectedDeletion, FormInChapters, RoleModelAdmin):
    """An admin of rows that staff edit.

    Permissions follow roles and teams. Saving comes back to the row, and refuses to overwrite what
    others saved meanwhile. The history is a page in words, and a row in use cannot be deleted. An
    admin with `chapters` has a form in chapters; what it shows beside the form is
    `extra_context_of`, and what its list needs is `prepare_rows`.
    """
