"""XML that was brought, gone through piece by piece, without what XML files can do harm with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from . import limits
from .archives import DAMAGED
from .cells import Unreadable

_PIECE = 64 * 1024
type Attributes = dict[str, str]


class LocalNames(dict[str, str]):
    """The names of elements without their namespaces, of which there are several for the same."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def pieces(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> Iterator[None]:
    """Call back for what stands in a stream, and yield after each piece of it.

    `start` and `end` get the name of an element after its namespace and a space; `text` gets what
    stands between tags, in one or more parts. Raises `Unreadable` for what is no XML, has a
    document type (where entities are declared), or goes beyond a limit.
    """
    names: dict[str, str] = {}
    depth = read = 0

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.XML_DEPTH:
            raise Unreadable(_not_made_by_a_program("nests too deep"))
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser = expat.ParserCreate(namespace_separator=" ", intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
            read += len(piece)
            # A tag is held in memory until it ends, a name for good.
            if read - parser.CurrentByteIndex > limits.XML_TAG:
                raise Unreadable(_not_made_by_a_program("has a tag that does not end"))
            if len(names) > limits.XML_NAMES:
                raise Unreadable(_not_made_by_a_program("has too many names of elements"))
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable(DAMAGED.format("a part of it is not well-formed XML")) from error


def all_at_once(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _name: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Do the same, to the end."""
    for _ in pieces(stream, start, end, text):
        pass


def _refuse_doctype(*_declared: object) -> None:
    raise Unreadable(_not_made_by_a_program("declares a document type"))


def _not_made_by_a_program(what: str) -> str:
    return (
        f"A part of this file {what}, which no spreadsheet program writes. Save the file anew as "
        "XLSX."
    )
