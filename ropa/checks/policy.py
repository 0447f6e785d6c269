"""What the law asks about an appropriate policy document, in the same words for both regimes."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity

from .document_facts import Paper, has_paper
from .rules import RuleProblem

_Follows = ProcessingActivity.FollowsPolicy


def policy_missing(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Yield a problem if no appropriate policy document is on file."""
    if not has_paper(document, Paper.POLICY):
        yield RuleProblem(
            "Say where the appropriate policy document is, or put this entry into one here and "
            "publish it. If there is none yet, it must be written."
        )


def policy_unanswered(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Yield a problem if the record does not say whether the policy is followed."""
    answer = document.follows_retention_policy.code
    if answer == _Follows.UNKNOWN:
        yield RuleProblem("Say whether data is kept and erased as the policy document says.")
    if answer == _Follows.NOT_APPLICABLE:
        yield RuleProblem(
            "The answer is that no policy document is required, but this entry needs one. "
            "Say whether data is kept and erased as it says."
        )


def departure_unexplained(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Yield a problem if the policy is not followed and the record does not say why."""
    departs = document.follows_retention_policy.code == _Follows.NO
    if departs and not document.why_not_followed.strip():
        yield RuleProblem("Say why data is not kept and erased as the policy document says.")
