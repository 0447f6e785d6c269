"""Verify the chain of versions: recompute every hash, and compare it with the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, OuterRef, Q

from ropa.models import Decision, Version
from ropa.models.decisions import FREEZING
from ropa.models.versions import GENESIS_HASH

from .canonical import canonical_json, digest
from .chain import row_hash
from .heads import Head

# The migration since which each version has a decision beside it.
_DECISIONS = ("ropa", "0003_decisions")


@dataclass(frozen=True)
class ChainFault:
    """The first row that is not as it was written: which, about what, and what is wrong.

    A decision about no version has no `sequence`.
    """

    sequence: int | None
    subject: str
    problem: str


@dataclass(frozen=True)
class Verification:
    """What was found: how many versions are sound, the last of them, and the first fault if any.

    `undecided` counts the versions made before decisions were recorded. `out_of_order` are the rows
    that say they were made before the row before them: a clock was set back.
    """

    count: int
    head: Head | None
    fault: ChainFault | None
    undecided: int
    out_of_order: tuple[int, ...] = ()


def verify(heads: Iterable[Head] = ()) -> Verification:
    """Work out every version again, in order, and return what was found up to the first fault.

    `heads` are such as were noted down earlier: each must still be there. Reads row by row, in a
    fixed number of queries; what is remembered is one number for each activity and notice.
    """
    versions = Version.objects.select_related("decision", "frozen_history").order_by("sequence")
    walk = _Walk(versions.iterator(chunk_size=20), heads, decisions_recorded_since(), _subject_of)
    fault = walk.fault() or _stray_decision()
    return Verification(walk.count, walk.head, fault, walk.undecided, tuple(walk.out_of_order))


def verify_rows(
    versions: Iterable[Version], heads: Iterable[Head], decided_since: datetime | None
) -> Verification:
    """Do the same with versions that come from elsewhere, oldest first, each with its decision, if
    it has one, as `decision`. Every one made after `decided_since` must have one."""
    walk = _Walk(iter(versions), heads, decided_since, _subject_key)
    fault = walk.fault()
    return Verification(walk.count, walk.head, fault, walk.undecided, tuple(walk.out_of_order))


class _Walk:
    """One pass over the versions, oldest first."""

    def __init__(
        self,
        versions: Iterator[Version],
        heads: Iterable[Head],
        decided_since: datetime | None,
        named: Callable[[Version], str],
    ) -> None:
        self._versions = versions
        self._named = named
        self.heads: dict[int, set[str]] = {}
        for head in heads:
            self.heads.setdefault(head.sequence, set()).add(head.row_hash)
        self.count = 0
        self.head: Head | None = None
        self.undecided = 0
        self.out_of_order: list[int] = []
        self._numbers: Counter[tuple[int | None, int | None]] = Counter()
        self._ended: set[tuple[int | None, int | None]] = set()
        self._decided_since = decided_since
        self._decided = False

    def fault(self) -> ChainFault | None:
        while True:
            try:
                version = next(self._versions)
                problem = self._problem(version)
            except StopIteration:
                return self._cut_off()
            except (*_UNREADABLE_ROW, OperationalError) as error:
                # A database that stopped answering is another matter.
                if isinstance(error, OperationalError) and "decode" not in str(error):
                    raise
                return ChainFault(
                    self.count + 1,
                    "not known",
                    f"This row, or one after it, is unreadable: {error}",
                )
            if problem:
                return ChainFault(version.sequence, self._named(version), problem)
            self._pass(version)

    def _problem(self, version: Version) -> str:
        for check in (
            self._place,
            _content_problem,
            _history_problem,
            self._anchored,
            self._decision,
        ):
            if problem := check(version):
                return problem
        return ""

    def _pass(self, version: Version) -> None:
        if self.head and version.created_at < self.head.created_at:
            self.out_of_order.append(version.sequence)
        self.count += 1
        self.head = Head.of_version(version)
        about = version.activity_id, version.notice_id
        self._numbers[about] += 1
        (self._ended.discard if version.is_in_force else self._ended.add)(about)
        if hasattr(version, "decision"):
            self._decided = True
        else:
            self.undecided += 1

    def _place(self, version: Version) -> str:
        if version.sequence != self.count + 1:
            return (
                f"Its place is {version.sequence}, where {self.count + 1} should follow: a row "
                "before it was deleted, or it was moved or added."
            )
        before = self.head.row_hash if self.head else GENESIS_HASH
        if version.previous_hash != before:
            return (
                "It does not follow the row before it: one of the two was changed, moved, added "
                "or deleted."
            )
        if (version.activity_id is None) is (version.notice_id is None):
            return "It is not about exactly one entry or notice."
        number = self._numbers[version.activity_id, version.notice_id] + 1
        if version.number != number:
            return f"It is version {version.number} of this, where version {number} should follow."
        return ""

    def _anchored(self, version: Version) -> str:
        if self.heads.pop(version.sequence, {version.row_hash}) != {version.row_hash}:
            return "Its hash is not the one noted down when it was made: it was written anew since."
        return ""

    def _cut_off(self) -> ChainFault | None:
        if not self.heads:
            return None
        return ChainFault(
            self.count + 1,
            "not known",
            f"The table ends with row {self.count}, but row {max(self.heads)} was noted down when "
            "it was made: the rows from here on were cut off.",
        )

    def _decision(self, version: Version) -> str:
        if not hasattr(version, "decision"):
            since = self._decided_since
            if self._decided or (since is not None and version.created_at > since):
                return "The decision to make it was deleted."
            return ""
        has_ended = (version.activity_id, version.notice_id) in self._ended
        agreeing = {
            "what was decided": version.decision.kind == _kind(version, has_ended=has_ended),
            **{words: agrees(version, version.decision) for words, agrees in _AGREEING.items()},
        }
        differing = [words for words, agrees in agreeing.items() if not agrees]
        if differing:
            return (
                f"It and the decision to make it disagree on {', '.join(differing)}: the decision "
                "was changed."
            )
        return ""


# What a value of the wrong kind in a column makes Python say.
_UNREADABLE_ROW = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)


def _kind(version: Version, *, has_ended: bool) -> Decision.Kind:
    """The kind of decision that makes such a version: the chain leaves no choice. `has_ended` is
    whether what it is about had been retired or withdrawn before."""
    if version.notice_id is not None:
        return Decision.Kind.PUBLISHED if version.is_in_force else Decision.Kind.WITHDRAWN
    if not version.is_in_force:
        return Decision.Kind.RETIRED
    return Decision.Kind.REINSTATED if has_ended else Decision.Kind.APPROVED


_AGREEING: dict[str, Callable[[Version, Decision], bool]] = {
    "what it is about": lambda version, decision: (
        (version.activity_id, version.notice_id) == (decision.activity_id, decision.notice_id)
    ),
    "who": lambda version, decision: (
        (version.created_by_id, version.created_by_name)
        == (decision.decided_by_id, decision.decided_by_name)
    ),
    "when": lambda version, decision: version.created_at == decision.decided_at,
    "why": lambda version, decision: version.reason == decision.reason,
    "the digest": lambda version, decision: version.digest == decision.digest,
}


def _content_problem(version: Version) -> str:
    if digest(version.document) != version.digest:
        return "Its document does not have the digest it was frozen with: one of the two changed."
    if canonical_json(json.loads(version.document)) != version.document:
        return "Its document is not written as the register writes documents."
    if row_hash(version) != version.row_hash:
        return (
            "It does not have the hash it was made with: who, when, why, the note, a mark, or the "
            "hash itself was changed."
        )
    return ""


def _history_problem(version: Version) -> str:
    """Whether the history that was frozen with a version is there, as it was."""
    has_history = hasattr(version, "frozen_history")
    if has_history is not bool(version.history_digest):
        what = "was added to it" if has_history else "is gone"
        return f"The history frozen with it {what}."
    if has_history and digest(version.frozen_history.text) != version.history_digest:
        return "The history frozen with it was changed."
    return ""


def _stray_decision() -> ChainFault | None:
    """The first decision to make a version that is not there."""
    stray = (
        Decision.objects.filter(Q(kind__in=FREEZING) | Q(version_id__isnull=False))
        .filter(~Exists(Version.objects.filter(pk=OuterRef("version_id"))))
        .order_by("pk")
        .first()
    )
    if stray is None:
        return None
    return ChainFault(
        stray.version_id,
        _subject_of(stray),
        f"Decision {stray.pk} made a version that is not there: rows were cut off or the decision "
        "was changed or added.",
    )


def decisions_recorded_since() -> datetime | None:
    """Return since when each version has a decision beside it; `None` if that is not known."""
    app, name = _DECISIONS
    applied = MigrationRecorder.Migration.objects.filter(app=app, name=name)
    return applied.values_list("applied", flat=True).first()


def _subject_of(row: Version | Decision) -> str:
    try:
        return str(row.subject)
    except (ObjectDoesNotExist, *_UNREADABLE_ROW):
        return _subject_key(row)


def _subject_key(row: Version | Decision) -> str:
    return f"entry {row.activity_id}" if row.activity_id else f"notice {row.notice_id}"
