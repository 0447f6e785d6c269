"""The index of the public record: who and what is named in it, and where.

It is made from the newest public versions in force and from nothing else, once for each state of
the register, and kept in the memory of the process.
"""

from .contents import RegisterIndex
from .index_cache import register_index
from .mentions import DATA, LEGISLATION, ORGANISATION, PEOPLE, PROVISION
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
