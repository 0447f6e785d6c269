"""Whether PDFs can be made here: WeasyPrint comes with the register, the libraries it sets text
with come with the system."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import CDLL
from ctypes.util import find_library
from functools import cache

# By what each is called where there is no file of the name that it has on Linux.
LIBRARIES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "fontconfig": "libfontconfig.so.1",
}
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def missing_libraries(libraries: Mapping[str, str] = LIBRARIES) -> list[str]:
    """Return which of some libraries are not on this machine, by their names."""
    return [name for name, file in libraries.items() if not _loads(file, name)]


@cache
def can_make_pdfs() -> bool:
    """Whether this machine has what PDFs are made with, looked up once in a process."""
    return not missing_libraries()


def _loads(file: str, name: str) -> bool:
    return _opens(file) or _opens(find_library(name))


def _opens(file: str | None) -> bool:
    try:
        return bool(file and CDLL(file))
    except OSError:
        return False
