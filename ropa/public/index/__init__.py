"""The index of the public record: who and what is named in it, and where.

It is read by key from projections (docs/read-model.md) of the newest public versions in force.
"""

from .mentions import DATA, LEGISLATION, ORGANISATION, PEOPLE, PROVISION
from .register_index import RegisterIndex, register_index
from .subject_names import Links, entry_links, notice_links

__all__ = [
    "DATA",
    "LEGISLATION",
    "ORGANISATION",
    "PEOPLE",
    "PROVISION",
    "Links",
    "RegisterIndex",
    "entry_links",
    "notice_links",
    "register_index",
]
