"""Questions with short answers: capacity, impact assessment, automated decisions, retention policy.

Sources: UK GDPR Articles 22A to 22D, 30 and 35; DPA 2018 Schedule 1 paragraph 41(c).
"""

from __future__ import annotations

import re

from ropa.models import ProcessingActivity

from ..cells.answers import ShortAnswer, short_answer, short_answer_and_rest
from ..entry_row import EntryRow

Dpia = ProcessingActivity.DpiaStatus
Follows = ProcessingActivity.FollowsPolicy
Decisions = ProcessingActivity.AutomatedDecisions
Capacity = ProcessingActivity.Capacity

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
_DPIA = ("dpia-required", "dpia-progress")


def read_capacity(row: EntryRow) -> None:
    """Read whether the body is the controller, or a processor for others."""
    text = row.content("capacity").casefold()
    # “Joint controller” and “data processor” say it as well.
    said = [capacity for capacity in Capacity if capacity.value in text]
    if len(said) > 1:
        row.gap("capacity", "Write “Controller” or “Processor”. Where you do both, make two.")
    elif said:
        row.values["capacity"] = said[0].value
    elif text:
        row.gap("capacity", "Write “Controller” or “Processor”.")


def read_impact_assessment(row: EntryRow) -> None:
    """Read whether an impact assessment is required, and how far it has come."""
    if not row.has(*_DPIA):
        return
    required, more = short_answer_and_rest(row.text("dpia-required"))
    progress, unread = _progress(row.text("dpia-progress").strip())
    if row.text("dpia-required").strip() and required is None:
        row.gap("dpia-required", "Write yes or no.")
    if unread:
        row.gap("dpia-progress", "Write “In progress” or “Completed”, or leave it empty.")
    is_not = required in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE}
    if is_not and progress:
        row.gap(
            "dpia-required",
            "An impact assessment is not required and yet it is in progress or completed. Correct "
            "one of the two.",
        )
    if row.faulty_targets.isdisjoint(_DPIA):
        row.add_to_note("dpia-required", more)
        _set_status(row, required, progress)
        return
    for target in _DPIA:
        if row.content(target) and target not in row.faulty_targets:
            row.add_to_note(target, row.content(target))


def _set_status(row: EntryRow, required: ShortAnswer | None, progress: Dpia | None) -> None:
    is_not = required in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE}
    if progress:
        row.values["dpia_status"] = progress.value
        if not _is_status_alone(row.text("dpia-progress")):
            row.add_to_note("dpia-progress", row.text("dpia-progress"))
    elif required is ShortAnswer.YES:
        row.values["dpia_status"] = Dpia.REQUIRED.value
        row.add_to_note("dpia-progress", row.content("dpia-progress"))
    elif required:
        row.values["dpia_status"] = (Dpia.NOT_REQUIRED if is_not else Dpia.NOT_ASSESSED).value
    elif row.text("dpia-progress").strip():
        # Nobody can tell whether “No” means that none is needed, or that it was not done.
        row.gap("dpia-progress", "Say in the entry whether an impact assessment is needed.")


def _progress(text: str) -> tuple[Dpia | None, bool]:
    """How far it has come, and whether the text could not be read."""
    if not text or short_answer(text) in {
        ShortAnswer.NO,
        ShortAnswer.NOT_APPLICABLE,
        ShortAnswer.UNKNOWN,
    }:
        return None, False
    if _NOT_BEGUN.search(text):
        return None, False
    if _BEGUN.search(text):
        return Dpia.IN_PROGRESS, False
    if _DONE.search(text) or short_answer_and_rest(text)[0] is ShortAnswer.YES:
        return Dpia.COMPLETED, False
    return None, True


def _is_status_alone(text: str) -> bool:
    plain = text.strip().casefold().rstrip(".")
    return plain in {"in progress", "completed", "complete", "done", "yes", "ongoing", "started"}


def read_automated_decisions(row: EntryRow) -> None:
    """Read whether decisions are automated or people are profiled, and how that works."""
    if not row.has("automated-decisions"):
        return
    text = row.text("automated-decisions").strip()
    if not text:
        return
    given, more = short_answer_and_rest(text)
    if given in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE}:
        found = Decisions.PROFILING if _PROFILING.search(more) else Decisions.NONE
        more = text if more else ""
    elif given is ShortAnswer.UNKNOWN:
        found = Decisions.UNKNOWN
    elif re.match(r"(?:no|none|not)\b", text, re.IGNORECASE) and not _PROFILING.search(text):
        found, more = Decisions.NONE, text
    else:
        found = Decisions.PROFILING if _PROFILING.search(text) else Decisions.DECISIONS
    needs_more = found in {Decisions.PROFILING, Decisions.DECISIONS}
    if needs_more and len(more.split()) < _LEAST_WORDS:
        row.gap(
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
    given, more = short_answer_and_rest(text)
    why = row.content("why-not-followed")
    if short_answer(why):
        why = ""
    if text and given is None:
        row.gap("follows-policy", "Write yes, no or not applicable.")
        if why:
            row.add_to_note("why-not-followed", why)
        return
    if why:
        row.values["why_not_followed"] = "\n".join(
            filter(None, (why, _reason_after_no(given, more)))
        )
    elif given is ShortAnswer.NO and more:
        row.values["why_not_followed"] = more
    elif more:
        row.add_to_note("follows-policy", more)
    already = (
        row.existing.why_not_followed if row.existing and not row.has("why-not-followed") else ""
    )
    if given is ShortAnswer.NO and not row.values.get("why_not_followed") and not already:
        target = "why-not-followed" if row.has("why-not-followed") else "follows-policy"
        row.gap(target, "Say why the data is not kept and erased as the policy says.")
        return
    kinds = {
        ShortAnswer.YES: Follows.YES,
        ShortAnswer.NO: Follows.NO,
        ShortAnswer.NOT_APPLICABLE: Follows.NOT_APPLICABLE,
        ShortAnswer.UNKNOWN: Follows.UNKNOWN,
    }
    if given:
        row.values["follows_retention_policy"] = kinds[given].value


def _reason_after_no(given: ShortAnswer | None, more: str) -> str:
    return more if given is ShortAnswer.NO else ""
