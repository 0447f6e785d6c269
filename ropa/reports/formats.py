"""The file formats of reports, each with its name, media type and audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from .contents import Report

type Writer = Callable[[Report], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """A form of report.

    `name` is what addresses and the command line call it, `suffix` what a file's name ends with,
    `type` its media type. A `public` one is on the public site; one that `needs_everything` is
    for those alone who may read the whole register, and takes only approved content, whole.
    """

    name: str
    title: str
    description: str
    suffix: str
    type: str
    write: Writer
    public: bool = False
    takes_drafts: bool = True
    needs_everything: bool = False


_formats: dict[str, Format] = {}


def register_format(kind: Format) -> Format:
    """Let reports be asked for in this form. Forms come in the order in which they are named."""
    _formats[kind.name] = kind
    return kind


def formats() -> dict[str, Format]:
    """Return every form by its name."""
    return _formats


def file_name(report: Report, kind: Format) -> str:
    """Return the name of the file: what it holds and as at when, in the time of the register."""
    selection = report.selection
    content = "draft" if selection.is_draft else "public" if selection.is_public else "approved"
    parts = ["register", content]
    if not selection.is_whole:
        parts.append("part")
    if selection.at is not None:
        parts.append(f"as-at-{timezone.localtime(selection.at):%Y-%m-%d-%H%M%S}")
    return f"{'-'.join(parts)}.{kind.suffix}"
