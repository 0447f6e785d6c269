"""The register's own JSON, read back: drafts with all tables, or documents as approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from ropa.documents.canonical import canonical_json
from ropa.documents.canonical import digest as digest_of
from ropa.documents.classification import Document
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.tables.content_digest import ContentDigest
from ropa.tables.entries import activity_row, notice_row, section_rows
from ropa.tables.rows import plain_values

from ..rows import FileRow, RowPlace
from .findings import Findings
from .own_documents import read_document

FORMAT = "register-of-processing"
FORMAT_VERSION = 1
_DRAFT, _APPROVED, _PUBLIC = "draft", "approved", "public"
_KEYS = {"about", "entries", "notices", "tables", "counts", "digest"}
_REVIEW = ("last_reviewed_on", "review_due_on")


def read_json(content: Any, findings: Findings) -> list[FileRow]:
    """Return the rows of an export in JSON, and tell what is wrong with it."""
    reading = _Reading(findings)
    return list(reading.rows(content)) if reading.is_export(content) else []


class _Reading:
    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._digest = ContentDigest()
        self._content = _DRAFT

    def is_export(self, content: Any) -> bool:
        """Whether this is a file of the register at all, of a kind that is known."""
        about = content.get("about") if isinstance(content, dict) else None
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            return self._add_problem("This JSON is no export of a register. Bring one that is.")
        if about.get("format_version") != FORMAT_VERSION:
            says = "The export is of another version of the register. Export it from this one."
            return self._add_problem(says, "format_version", about.get("format_version"))
        if about.get("content") not in (_DRAFT, _APPROVED, _PUBLIC):
            says = "This must be draft, approved or public. Export the register again."
            return self._add_problem(says, "content", about.get("content"))
        self._content = about["content"]
        for key, kind in (("entries", list), ("notices", list), ("tables", dict)):
            if not isinstance(content.get(key), kind):
                self._add_problem(
                    "This is missing. Export the register again.", key, content.get(key)
                )
        for key in sorted(content.keys() - _KEYS):
            self._add_problem("No export has this. Take it out.", key, content[key])
        return not self._findings.problems

    def rows(self, content: dict[str, Any]) -> Iterator[FileRow]:
        for number, item in enumerate(content["entries"], start=1):
            yield from self._entry(item, self._place("entry", number, item, "reference"))
        for number, item in enumerate(content["notices"], start=1):
            yield from self._notice(item, self._place("notice", number, item, "slug"))
        for table, rows in content["tables"].items():
            if not isinstance(rows, list):
                self._add_problem("This must be a list of rows. Export it again.", table, rows)
                continue
            for number, row in enumerate(rows, start=1):
                yield from self._row(table, row, RowPlace(self._findings.file, f"{table} {number}"))
        self._compare(content)

    def _entry(self, item: Any, place: RowPlace) -> Iterator[FileRow]:
        beside = "review" if self._content == _DRAFT else "version"
        document = self._document(ActivityDocument, item, place, beside)
        if document is None:
            return
        review = item["review"] if beside == "review" else {}
        for name in sorted(review.keys() - set(_REVIEW)):
            self._findings.problem(
                place, "No export has this. Take it out.", column=name, value=review[name]
            )
        dates = {name: review[name] for name in _REVIEW if name in review}
        reviewed = [dates.get(name) for name in _REVIEW]
        self._digest.entry(document.reference, self._digest_of(item, place), *reviewed)
        row = cast("dict[str, Any]", plain_values(activity_row(document)))
        yield FileRow("activities", row | dates, place)

    def _notice(self, item: Any, place: RowPlace) -> Iterator[FileRow]:
        document = self._document(NoticeDocument, item, place, "version")
        if document is None:
            return
        self._digest.notice(
            document.slug,
            self._digest_of(item, place),
            is_policy_document=document.is_policy_document,
        )
        yield FileRow("notices", cast("dict[str, Any]", plain_values(notice_row(document))), place)
        for row in section_rows(document):
            yield FileRow("sections", cast("dict[str, Any]", plain_values(row)), place)

    def _row(self, table: str, row: Any, place: RowPlace) -> Iterator[FileRow]:
        if not isinstance(row, dict):
            says = "A row must be an object. Export the register again."
            self._findings.problem(place, says, value=row)
            return
        self._digest.row(table, row)
        yield FileRow(table, row, place)

    def _document[D: Document](
        self, model: type[D], item: Any, place: RowPlace, beside: str
    ) -> D | None:
        """The document of an item, which has what stands beside it and nothing else; `None` if it
        cannot be read."""
        if (
            isinstance(item, dict)
            and item.keys() == {"document", beside}
            and all(isinstance(value, dict) for value in item.values())
        ):
            is_public = self._content == _PUBLIC
            return read_document(
                model, item["document"], place, self._findings, is_public=is_public
            )
        says = f"This must have “document” and “{beside}”, and nothing else. Export it again."
        self._findings.problem(place, says, value=item)
        return None

    def _digest_of(self, item: dict[str, Any], place: RowPlace) -> str:
        """The digest of a whole document; of one of which only the public part is here, as it is
        stated."""
        made = digest_of(canonical_json(item["document"]))
        if self._content == _DRAFT:
            return made
        stated = str(item["version"].get("digest"))
        if self._content == _APPROVED and stated != made:
            says = "The document is not the one that was approved: its digest differs. Export it "
            self._findings.problem(place, f"{says}again.", column="digest", value=stated)
        return stated

    def _compare(self, content: dict[str, Any]) -> None:
        """Tell if the content is not what the end of the file says it is."""
        if self._findings.problems:
            return
        made = self._digest
        for key, is_so in (("counts", made.counts), ("digest", made.hexdigest())):
            if key not in content:
                self._findings.note(f"The file does not say its {key}, so it was not compared.")
            elif content[key] != is_so:
                self._add_problem(
                    f"What stands in the file does not agree with its {key}: it was changed or "
                    f"damaged. Export it again. If you changed it yourself, take “{key}” out.",
                    key,
                    content[key],
                )

    def _place(self, kind: str, number: int, item: Any, key: str) -> RowPlace:
        document = item.get("document") if isinstance(item, dict) else None
        named = document.get(key) if isinstance(document, dict) else None
        name_text = f" ({named[:50]})" if isinstance(named, str) else ""
        return RowPlace(self._findings.file, f"{kind} {number}{name_text}")

    def _add_problem(self, says: str, column: str = "", value: Any = None) -> bool:
        self._findings.problem(self._findings.place(), says, column=column, value=value)
        return False
