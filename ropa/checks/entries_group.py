"""Rules about notices that look at each entry: how they are made, and which entries they concern.

A law enforcement entry is under DPA section 44 instead of Articles 13 and 14, which asks for less.
A processor’s entry has no place in a notice, so that nothing more is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ropa.documents.schema import ActivityDocument, NoticeDocument

from .document_facts import (
    acts_as_controller,
    comes_from_others,
    comes_from_people_themselves,
    under_part_3,
)
from .rules import FieldPlace, Rule, RuleGroup, RuleProblem, Severity

type Sentence = str | tuple[str, int]


class EntriesGroup(RuleGroup[NoticeDocument]):
    """Rules about notices, each of which looks at every entry that it concerns."""

    def about_each(
        self,
        rule_id: str,
        citation: str,
        severity: Severity,
        title: str,
        *,
        applies_to: Callable[[ActivityDocument], bool],
        within: str = "",
    ) -> Callable[[Callable[[ActivityDocument], Iterable[Sentence]]], Rule[NoticeDocument]]:
        """Return a decorator that makes a function a rule of this group.

        The function yields what is wrong with an entry: a sentence, or one with the position of the
        part it is about in the list of the entry that `within` names. Its docstring, if any,
        explains the rule.
        """

        def register(
            examine: Callable[[ActivityDocument], Iterable[Sentence]],
        ) -> Rule[NoticeDocument]:
            def each(notice: NoticeDocument) -> Iterator[RuleProblem]:
                for index, item in enumerate(notice.activities):
                    if applies_to(item.document):
                        for said in examine(item.document):
                            message, part = (said, None) if isinstance(said, str) else said
                            place = FieldPlace(within, part) if within else None
                            yield RuleProblem(message, index, item.document.reference, place)

            each.__doc__ = examine.__doc__
            return self.rule(rule_id, citation, severity, title, mend="activities")(each)

        return register


def under_uk_gdpr(entry: ActivityDocument) -> bool:
    """Say whether the rule concerns the entry because the UK GDPR governs it."""
    return acts_as_controller(entry) and not under_part_3(entry)


def under_article_13(entry: ActivityDocument) -> bool:
    """Say whether any of its data comes from the people themselves."""
    return under_uk_gdpr(entry) and comes_from_people_themselves(entry)


def under_article_14(entry: ActivityDocument) -> bool:
    """Say whether any of its data comes from anyone else."""
    return under_uk_gdpr(entry) and comes_from_others(entry)
