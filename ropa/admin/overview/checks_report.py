"""What the checks find in the whole register: a list by rule, with the entries and notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.checks import ACTIVITY_GROUPS, NOTICE_GROUPS
from ropa.checks.rules import Rule, Severity
from ropa.documents.build import activity_documents
from ropa.documents.notices import draft_notice_documents
from ropa.documents.status import State, activity_statuses
from ropa.documents.wording import notices_in_words
from ropa.models import Notice, ProcessingActivity, Team
from ropa.models.attributed import Subject

from ..entries.findings import FindingItem, Findings, findings_of_activities, findings_of_notices
from ..history.pages import requested_page
from ..shared.access import allowed

PLACES_SHOWN = 20
PLACES_ON_A_PAGE = 50


class BrokenPlace(NamedTuple):
    """A place in an entry or a notice where it breaks a rule."""

    subject: Subject
    item: FindingItem


@dataclass
class BrokenRule:
    """A rule that something breaks, and every place where it does."""

    rule: Rule
    places: list[BrokenPlace] = field(default_factory=list)

    @property
    def first(self) -> list[BrokenPlace]:
        return self.places[:PLACES_SHOWN]

    @property
    def left_out(self) -> int:
        return len(self.places) - len(self.first)

    @property
    def is_blocking(self) -> bool:
        return self.rule.severity is Severity.BLOCKING


@dataclass
class RulesOfSubject:
    """Rules about one subject: those that something breaks, and how many there are."""

    title: str
    broken: list[BrokenRule]
    rules: int

    @property
    def unbroken(self) -> int:
        """How many of the rules nothing breaks."""
        return self.rules - len(self.broken)


def checks_report(request: HttpRequest) -> HttpResponse:
    """Show what the checks find, for the entries and notices within the person's reach.

    `?severity=must` keeps what must be put right; `?team=` keeps one team's; `?rule=` shows all
    places of one rule, with `&page=`. What makes no sense is passed over.
    """
    if not allowed(request, "view", ProcessingActivity):
        raise PermissionDenied(permissions.may(request.user, "view", ProcessingActivity).reason)
    teams = permissions.reachable_teams(request.user)
    team = _team(request, teams)
    only_must = request.GET.get("severity") == "must"
    entries, notices = _findings(request, team)
    groups = [
        *(_group(group.title, group.rules, entries, only_must) for group in ACTIVITY_GROUPS),
        *(_group(group.title, group.rules, notices, only_must) for group in NOTICE_GROUPS),
    ]
    rule_id = request.GET.get("rule")
    of_rule = next(
        (broken for group in groups for broken in group.broken if broken.rule.id == rule_id), None
    )
    context = {
        **admin.site.each_context(request),
        "title": "What the checks find",
        "groups": [group for group in groups if group.broken],
        "entry_count": len(entries),
        "notices_in_words": notices_in_words(each for each in notices if isinstance(each, Notice)),
        "teams": teams,
        "team": team,
        "only_must": only_must,
        "query": _query(team, only_must),
    }
    if of_rule is None:
        return TemplateResponse(request, "admin/report/page.html", context)
    paginator = Paginator(of_rule.places, PLACES_ON_A_PAGE)
    pages = paginator.get_page(requested_page(request))
    context |= {
        "title": of_rule.rule.title,
        "broken": of_rule,
        "pages": pages,
        "page_numbers": paginator.get_elided_page_range(pages.number),
        "of_rule": _query(team, only_must, of_rule),
    }
    return TemplateResponse(request, "admin/report/of_rule.html", context)


def _query(team: Team | None, only_must: bool, broken: BrokenRule | None = None) -> str:
    """What stands in the address, after other parameters, to see the same part of the report."""
    query = QueryDict(mutable=True)
    if team:
        query["team"] = str(team.pk)
    if only_must:
        query["severity"] = "must"
    if broken:
        query["rule"] = broken.rule.id
    return f"&{query.urlencode()}" if query else ""


def _team(request: HttpRequest, teams: Iterable[Team]) -> Team | None:
    key = request.GET.get("team", "")
    return next((team for team in teams if str(team.pk) == key), None)


def _findings(
    request: HttpRequest, team: Team | None
) -> tuple[dict[Subject, Findings], dict[Subject, Findings]]:
    """What is found in each entry that was not retired, and in each notice."""
    of_team = {"team": team} if team else {}
    entries = list(
        permissions.rows(
            request.user, ProcessingActivity.objects.filter(**of_team).select_related("team")
        )
    )
    documents = activity_documents(entries)
    statuses = activity_statuses(entries, documents)
    found = findings_of_activities(entries, documents)
    notices = list(permissions.rows(request.user, Notice.objects.filter(**of_team)))
    in_notices = findings_of_notices(notices, draft_notice_documents(notices))
    return (
        {
            entry: found[entry.pk]
            for entry in entries
            if statuses[entry.pk].state is not State.RETIRED
        },
        {notice: in_notices[notice.pk] for notice in notices},
    )


def _group(
    title: str, rules: list[Rule], findings: dict[Subject, Findings], only_must: bool
) -> RulesOfSubject:
    selected_rules = [rule for rule in rules if not only_must or rule.severity is Severity.BLOCKING]
    broken = {rule.id: BrokenRule(rule) for rule in selected_rules}
    for subject, found in findings.items():
        for item in found.items:
            if item.finding.rule.id in broken:
                broken[item.finding.rule.id].places.append(BrokenPlace(subject, item))
    return RulesOfSubject(
        title, [each for each in broken.values() if each.places], len(selected_rules)
    )
