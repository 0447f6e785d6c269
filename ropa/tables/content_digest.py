"""One digest for what a file holds, the same whatever its form."""

from __future__ import annotations

import hashlib
from datetime import date

from ropa.documents.canonical import canonical_json

from .rows import Row, plain_values


class ContentDigest:
    """The SHA-256 of what a file of the register holds, made while it is written or read.

    It is over a line for each entry (its reference, a space, the SHA-256 of its document, and of
    drafts the two dates of review), for each notice (its slug, a space, the SHA-256 of its
    document) and for each row of another table (its table, a space, and the row as canonical JSON),
    in the order of the file. Dates are ISO 8601 strings.
    """

    def __init__(self) -> None:
        self.entries = self.notices = self.policy_documents = self.rows = 0
        self._made = hashlib.sha256()

    def entry(self, reference: str, digest: str, *review: date | str | None) -> None:
        """Add an entry: of drafts with the days when it was reviewed and is due."""
        values = "".join(f" {day or '-'}" for day in review) if any(review) else ""
        self._add(f"{reference} {digest}{values}")
        self.entries += 1

    def notice(self, slug: str, digest: str, *, is_policy_document: bool) -> None:
        """Add a privacy notice or a policy document: each kind is counted apart."""
        self._add(f"{slug} {digest}")
        if is_policy_document:
            self.policy_documents += 1
        else:
            self.notices += 1

    def row(self, table: str, row: Row) -> None:
        """Add a row of a table."""
        self._add(f"{table} {canonical_json(plain_values(row))}")
        self.rows += 1

    @property
    def counts(self) -> dict[str, int]:
        """How many there are in each of the lists of a file, in which the two kinds of notice
        stand together."""
        notices = self.notices + self.policy_documents
        return {"entries": self.entries, "notices": notices, "rows": self.rows}

    def hexdigest(self) -> str:
        """Return the SHA-256 of everything added, as 64 hexadecimal digits."""
        return self._made.hexdigest()

    def _add(self, line: str) -> None:
        self._made.update(f"{line}\n".encode())
