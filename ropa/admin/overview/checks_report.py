"""What the checks found in the whole register: rule by rule, with the places, and as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import batched
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import (
    HttpRequest,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse

from ropa import permissions
from ropa.checks import ACTIVITY_GROUPS, NOTICE_GROUPS
from ropa.checks.rules import Rule, RuleGroup, Severity
from ropa.documents.status import State
from ropa.documents.wording import kinds_in_words
from ropa.models import Notice, ProcessingActivity, Standing, StandingFinding, Team
from ropa.models.attributed import Subject
from ropa.standings.kept_findings import RULES, kept_findings_of
from ropa.standings.reading import bring_up_to_date
from ropa.tables.formula_escaping import escaped

from ..entries.findings import FindingItem, kept_findings
from ..shared.access import allowed
from ..shared.paging import requested_page

PLACES_ON_A_PAGE = 50
HEADER = ("Rule", "What must hold", "The law", "How much depends on it", "Team", "Where", "What")
_ROWS_TOGETHER = 500


class BrokenPlace(NamedTuple):
    """A place in an entry or a notice where it breaks a rule."""

    subject: Subject
    item: FindingItem


@dataclass(frozen=True)
class BrokenRule:
    """A rule that something breaks, and at how many places."""

    rule: Rule[Any]
    places: int

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


def checks_report(request: HttpRequest) -> HttpResponseBase:
    """Show what the checks found, for the entries and notices within the person's reach.

    `?severity=must` keeps what must be put right; `?team=` keeps one team's; `?rule=` shows all
    places of one rule, with `&page=`; `?form=csv` gives all places as a table. What makes no sense
    is passed over.
    """
    if not allowed(request, "view", ProcessingActivity):
        raise PermissionDenied(permissions.may(request.user, "view", ProcessingActivity).reason)
    outdated = bring_up_to_date()
    teams = permissions.reachable_teams(request.user)
    team = _team(request, teams)
    only_must = request.GET.get("severity") == "must"
    rule = RULES.get(request.GET.get("rule", ""))
    standings = _standings(request, team)
    found = StandingFinding.objects.order_by()
    if standings is not None:
        found = found.filter(standing__in=standings.values("pk"))
    if request.GET.get("form") == "csv":
        return _as_table(found.filter(rule=rule.id) if rule else found, only_must)
    context = {
        **admin.site.each_context(request),
        "title": "What the checks find",
        "outdated": outdated,
        "teams": teams,
        "team": team,
        "only_must": only_must,
        "query": _query(team, only_must),
    }
    if rule is None or not (places := found.filter(rule=rule.id)).exists():
        checked = Standing.objects.order_by() if standings is None else standings
        return TemplateResponse(
            request,
            "admin/report/page.html",
            context | _report(found, only_must) | _counts(checked),
        )
    paginator = Paginator(_in_order(places), PLACES_ON_A_PAGE)
    pages = paginator.get_page(requested_page(request))
    context |= {
        "title": rule.title,
        "broken": BrokenRule(rule, paginator.count),
        "pages": pages,
        "places": list(_places(pages.object_list)),
        "page_numbers": paginator.get_elided_page_range(pages.number),
        "of_rule": _query(team, only_must, rule),
    }
    return TemplateResponse(request, "admin/report/of_rule.html", context)


def _query(team: Team | None, only_must: bool, rule: Rule[Any] | None = None) -> str:
    """What stands in the address, after other parameters, to see the same part of the report."""
    query = QueryDict(mutable=True)
    if team:
        query["team"] = str(team.pk)
    if only_must:
        query["severity"] = "must"
    if rule:
        query["rule"] = rule.id
    return f"&{query.urlencode()}" if query else ""


def _team(request: HttpRequest, teams: Iterable[Team]) -> Team | None:
    key = request.GET.get("team", "")
    return next((team for team in teams if str(team.pk) == key), None)


def _standings(request: HttpRequest, team: Team | None) -> QuerySet[Standing] | None:
    """The standings that are asked for; `None` for all there are."""
    of_team = {"team": team} if team else {}
    entries = permissions.rows(request.user, ProcessingActivity.objects.filter(**of_team))
    notices = permissions.rows(request.user, Notice.objects.filter(**of_team))
    if not entries.query.where and not notices.query.where:
        return None
    return Standing.objects.order_by().filter(
        Q(activity__in=entries.order_by().values("pk"))
        | Q(notice__in=notices.order_by().values("pk"))
    )


def _report(found: QuerySet[StandingFinding], only_must: bool) -> dict[str, Any]:
    """At how many places each rule is broken, by what the rules are about."""
    counts = dict(found.values_list("rule").annotate(places=Count("pk")))
    every: tuple[RuleGroup[Any], ...] = (*ACTIVITY_GROUPS, *NOTICE_GROUPS)
    groups = [_group(group, counts, only_must) for group in every]
    return {"groups": [group for group in groups if group.broken]}


def _group(group: RuleGroup[Any], counts: Mapping[str, int], only_must: bool) -> RulesOfSubject:
    selected = [rule for rule in group.rules if not only_must or rule.severity is Severity.BLOCKING]
    broken = [BrokenRule(rule, counts[rule.id]) for rule in selected if rule.id in counts]
    return RulesOfSubject(group.title, broken, len(selected))


def _counts(standings: QuerySet[Standing]) -> dict[str, Any]:
    """How many were checked. What was retired was not."""
    policies = Q(notice__kind=Notice.Kind.POLICY_DOCUMENT)
    counts = standings.aggregate(
        entries=Count("activity", filter=~Q(state=State.RETIRED)),
        notices=Count("notice", filter=~policies),
        policies=Count("notice", filter=policies),
    )
    return {
        "entry_count": counts["entries"],
        "notices_in_words": kinds_in_words(counts["notices"], counts["policies"]),
    }


def _in_order(found: QuerySet[StandingFinding], *first: str) -> QuerySet[StandingFinding]:
    """The places in the order in which entries, and then notices, were added."""
    entries = F("standing__activity").asc(nulls_last=True)
    return found.order_by(*first, entries, "standing__notice", "place")


def _places(found: Iterable[Any]) -> Iterator[BrokenPlace]:
    """The places, with what was found there, in their order."""
    rows = list(found)
    named = Standing.objects.filter(pk__in={row.standing_id for row in rows})
    whole = named.select_related("activity__team", "notice__team", "notice__organisation")
    standings = {each.pk: each for each in whole}
    kept = kept_findings_of({each.key for each in standings.values()})
    by_subject: dict[Subject, list[Any]] = {}
    for row in rows:
        standing = standings.get(row.standing_id)
        listed = kept.get(standing.key, []) if standing else []
        if standing and row.place < len(listed) and (one := listed[row.place]):
            by_subject.setdefault(standing.subject, []).append(one)
    for subject, findings in kept_findings(by_subject).items():
        for item in findings.items:
            yield BrokenPlace(subject, item)


def _as_table(found: QuerySet[StandingFinding], only_must: bool) -> StreamingHttpResponse:
    """Every place as comma-separated text, rule by rule."""
    if only_must:
        must = [key for key, rule in RULES.items() if rule.severity is Severity.BLOCKING]
        found = found.filter(rule__in=must)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="what-the-checks-find.csv"'
    return response


def _lines(found: QuerySet[StandingFinding]) -> Iterator[str]:
    # The mark tells spreadsheets that the text is UTF-8.
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(HEADER)
    rows = _in_order(found, "rule").iterator(chunk_size=_ROWS_TOGETHER)
    for some in batched(rows, _ROWS_TOGETHER):
        for subject, item in _places(some):
            rule = item.finding.rule
            yield _line(
                (
                    rule.id,
                    rule.title,
                    rule.citation,
                    rule.severity.value,
                    str(subject.team),
                    str(subject),
                    item.finding.message,
                )
            )


def _line(cells: Iterable[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(map(escaped, cells))
    return written.getvalue()
