"""The staff interface: Django's own admin, set up for people who edit all day.

A package for each kind of thing staff do; `pages.py` gives the pages that belong to no one row
their addresses. Importing this package registers every model with the admin site.
"""

from .entries.admin import ActivityAdmin
from .history.versions import VersionAdmin
from .notices.admin import NoticeAdmin
from .notices.sections import SectionAdmin
from .people.admin import PersonAdmin, TeamAdmin
from .reference.admin import ReferenceAdmin
from .reference.contacts import ContactPointAdmin

__all__ = [
    "ActivityAdmin",
    "ContactPointAdmin",
    "NoticeAdmin",
    "PersonAdmin",
    "ReferenceAdmin",
    "SectionAdmin",
    "TeamAdmin",
    "VersionAdmin",
]
