"""The chapters of an entry's page, in the order in which they are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents import chapters
from ropa.models import ProcessingActivity

from ..shared.chapters import FormChapter
from ..shared.layout import fields_in_order, parts_in
from .parts import inline_of

# What no document says, and after which field it is filled in.
_AFTER = {"dpia_status": ("last_reviewed_on", "review_due_on")}


def _fields(chapter: chapters.Chapter) -> Iterator[str | tuple[str, ...]]:
    for line in fields_in_order(ProcessingActivity, chapter):
        yield line
        if isinstance(line, str) and line in _AFTER:
            yield _AFTER[line]


ENTRY = tuple(
    FormChapter(
        chapter.title,
        chapter.about,
        fields=tuple(_fields(chapter)),
        parts=tuple(inline_of(model) for model in parts_in(ProcessingActivity, chapter)),
    )
    for chapter in chapters.Chapter
)
