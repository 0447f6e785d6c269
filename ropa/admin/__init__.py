"""The staff interface: Django's own admin, set up for people who edit all day."""

from . import activities, contacts, notices, people, reference, sections, versions

__all__ = ["activities", "contacts", "notices", "people", "reference", "sections", "versions"]
