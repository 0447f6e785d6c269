"""Questions with short answers, and the papers that go with them: impact assessment, breach,
policy, automated decisions, consent.

Sources: UK GDPR Articles 7(1), 22A to 22D, 33(5) and 35; DPA 2018 Schedule 1 paragraph 41(c).
"""

from __future__ import annotations

import re

from ropa.models import ProcessingActivity, SupportingDocument

from .answers import Answer, answer, answer_with_more
from .entry_row import EntryRow
from .kept_parts import values_of
from .papers import papers

Dpia = ProcessingActivity.DpiaStatus
Follows = ProcessingActivity.FollowsPolicy
Decisions = ProcessingActivity.AutomatedDecisions
Paper = SupportingDocument.Kind

_PAPERS = {
    "processor-contract": Paper.PROCESSOR_CONTRACT,
    "interests-assessment": Paper.INTERESTS_ASSESSMENT,
    "consent-record": Paper.CONSENT_RECORD,
    "dpia-link": Paper.DPIA,
    "breach-record": Paper.BREACH_RECORD,
    "retention-policy": Paper.RETENTION_POLICY,
}
# Kinds that stand in the column of another, where a line says so.
_ALSO = {
    "processor-contract": {Paper.JOINT_ARRANGEMENT, Paper.OTHER},
    "retention-policy": {Paper.POLICY},
}
_DONE = re.compile(r"\b(?:complet\w+|done|approved|signed[- ]off|finali[sz]ed|finished)\b", re.I)
_BEGUN = re.compile(
    r"\b(?:in progress|ongoing|on-going|under ?way|started|draft\w*|begun|commenced|under review"
    r"|awaiting|pending|being \w+)\b",
    re.IGNORECASE,
)
_NOT_BEGUN = re.compile(
    r"\b(?:not (?:yet )?(?:started|begun|done|complet\w+)|incomplete|to do)\b", re.I
)
_PROFILING = re.compile(r"\bprofil\w+", re.IGNORECASE)
_LEAST_WORDS = 3


def read_impact_assessment(row: EntryRow) -> None:
    """Read whether an impact assessment is required, and how far it has come."""
    if not row.has("dpia-required", "dpia-progress"):
        return
    required, more = answer_with_more(row.text("dpia-required"))
    progress, unread = _progress(row.text("dpia-progress").strip())
    if row.text("dpia-required").strip() and required is None:
        row.problem("dpia-required", "Write yes or no.")
    if unread:
        row.problem("dpia-progress", "Write “In progress” or “Completed”, or leave it empty.")
    is_not = required in {Answer.NO, Answer.NOT_APPLICABLE}
    if is_not and progress:
        row.problem(
            "dpia-required",
            "An impact assessment is not required and yet it is in progress or completed. Correct "
            "one of the two.",
        )
    if row.wrong & {"dpia-required", "dpia-progress"}:
        return
    row.leave("dpia-required", more)
    if progress:
        row.values["dpia_status"] = progress.value
        if not _is_bare(row.text("dpia-progress")):
            row.leave("dpia-progress", row.text("dpia-progress"))
    elif required is Answer.YES:
        _not_begun(row)
    elif required:
        row.values["dpia_status"] = (Dpia.NOT_REQUIRED if is_not else Dpia.NOT_ASSESSED).value


def _not_begun(row: EntryRow) -> None:
    row.values["dpia_status"] = Dpia.IN_PROGRESS.value
    target = "dpia-progress" if row.said("dpia-progress") else "dpia-required"
    row.leave(target, row.said("dpia-progress") or "required, not said to have begun")
    row.note(
        "An impact assessment is required, but not said to have begun. The register knows no such "
        "state: it stands there as in progress, with a word in the internal note."
    )


def _progress(text: str) -> tuple[Dpia | None, bool]:
    """How far it has come, and whether the text could not be read."""
    if not text or answer(text) in {Answer.NO, Answer.NOT_APPLICABLE, Answer.UNKNOWN}:
        return None, False
    if _NOT_BEGUN.search(text):
        return None, False
    if _BEGUN.search(text):
        return Dpia.IN_PROGRESS, False
    if _DONE.search(text) or answer(text) is Answer.YES:
        return Dpia.COMPLETED, False
    return None, True


def _is_bare(text: str) -> bool:
    plain = text.strip().casefold().rstrip(".")
    return plain in {"in progress", "completed", "complete", "done", "yes", "ongoing", "started"}


def read_automated_decisions(row: EntryRow) -> None:
    """Read whether decisions are automated or people are profiled, and how that works."""
    if not row.has("automated-decisions"):
        return
    text = row.text("automated-decisions").strip()
    if not text:
        return
    labelled = next((each for each in Decisions if text.startswith(str(each.label))), None)
    if labelled:
        found, more = labelled, text.removeprefix(str(labelled.label)).lstrip(" :.")
    else:
        given, more = answer_with_more(text)
        if given in {Answer.NO, Answer.NOT_APPLICABLE}:
            found = Decisions.PROFILING if _PROFILING.search(more) else Decisions.NONE
            more = text if more else ""
        elif given is Answer.UNKNOWN:
            found = Decisions.UNKNOWN
        elif re.match(r"(?:no|none|not)\b", text, re.IGNORECASE) and not _PROFILING.search(text):
            found, more = Decisions.NONE, text
        else:
            found = Decisions.PROFILING if _PROFILING.search(text) else Decisions.DECISIONS
    needs_more = found in {Decisions.PROFILING, Decisions.DECISIONS}
    if needs_more and len(more.split()) < _LEAST_WORDS:
        row.problem(
            "automated-decisions",
            "Say how the automated decisions or profiling work, and what they mean for people.",
        )
        return
    row.values["automated_decisions"] = found.value
    if more:
        row.values["automated_decisions_detail"] = more


def read_policy(row: EntryRow) -> None:
    """Read whether data is kept and erased as the policy says, and if not, why not."""
    if not row.has("follows-policy", "why-not-followed"):
        return
    text = row.text("follows-policy").strip()
    given, more = answer_with_more(text)
    why = row.said("why-not-followed")
    if answer(why):
        why = ""
    if text and given is None:
        row.problem("follows-policy", "Write yes, no or not applicable.")
        return
    if why:
        row.values["why_not_followed"] = "\n".join(filter(None, (why, _no_more(given, more))))
    elif given is Answer.NO and more:
        row.values["why_not_followed"] = more
    elif more:
        row.leave("follows-policy", more)
    already = row.there.why_not_followed if row.there and not row.has("why-not-followed") else ""
    if given is Answer.NO and not row.values.get("why_not_followed") and not already:
        target = "why-not-followed" if row.has("why-not-followed") else "follows-policy"
        row.problem(target, "Say why the data is not kept and erased as the policy says.")
        return
    kinds = {
        Answer.YES: Follows.YES,
        Answer.NO: Follows.NO,
        Answer.NOT_APPLICABLE: Follows.NOT_APPLICABLE,
        Answer.UNKNOWN: Follows.UNKNOWN,
    }
    if given:
        row.values["follows_retention_policy"] = kinds[given].value


def _no_more(given: Answer | None, more: str) -> str:
    return more if given is Answer.NO else ""


def read_papers(row: EntryRow) -> None:
    """Read the papers of all columns that name some; those of other columns stay as they are."""
    if not row.has(*_PAPERS, "breach"):
        return
    found: list[dict[str, str]] = []
    mapped: set[str] = set()
    for target, kind in _PAPERS.items():
        if not row.has(target):
            continue
        mapped |= {kind.value, *(each.value for each in _ALSO.get(target, ()))}
        for paper in papers(row.text(target), kind):
            if answer(paper.title) in {Answer.NO, Answer.NOT_APPLICABLE} and not paper.location:
                continue
            if paper.left:
                row.leave(target, paper.left)
            values = {"kind": paper.kind, "title": paper.title, "location": paper.location}
            if values not in found:
                found.append(values)
    _read_breach(row, found)
    there = [values_of("supporting_documents", part) for part in _there(row)]
    row.values["supporting_documents"] = _in_place(there, found, mapped)


def _read_breach(row: EntryRow, found: list[dict[str, str]]) -> None:
    """A breach is known by its record: without one, a record that is still to be found is put."""
    if not row.has("breach"):
        return
    given, more = answer_with_more(row.text("breach"))
    kind = Paper.BREACH_RECORD
    is_recorded = any(paper["kind"] == kind for paper in found)
    if row.said("breach") and given is None:
        row.problem("breach", "Write yes or no; where its record is belongs to its own column.")
    elif given in {Answer.NO, Answer.NOT_APPLICABLE} and is_recorded:
        row.problem(
            "breach", "No breach has occurred, but the record of one is named. Correct one of them."
        )
    elif given is Answer.YES and not is_recorded and not _kept_record(row):
        found.append({"kind": kind.value, "title": str(kind.label), "location": ""})
        row.note("A breach is said to have occurred, but not where its record is. Add that.")
    if more:
        row.leave("breach", more)


def _kept_record(row: EntryRow) -> bool:
    """Whether the entry has a record that no column of the file is about."""
    return not row.has("breach-record") and any(
        part.kind == Paper.BREACH_RECORD for part in _there(row)
    )


def _there(row: EntryRow) -> list[SupportingDocument]:
    return list(row.there.supporting_documents.all()) if row.there else []


def _in_place(
    there: list[dict[str, str]], found: list[dict[str, str]], mapped: set[str]
) -> list[dict[str, str]]:
    """The papers that stay and those of the file, each kind where it stood before."""
    rest = list(found)
    placed: list[dict[str, str]] = []
    for paper in there:
        if paper["kind"] not in mapped:
            placed.append(paper)
            # What the file names as well is there already.
            rest = [each for each in rest if each != paper]
            continue
        same = next((each for each in rest if each["kind"] == paper["kind"]), None)
        if same:
            rest.remove(same)
            placed.append(same)
    return [*placed, *rest]
