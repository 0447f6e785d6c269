"""The public pages on inspections, read from the newest published notices alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ropa.documents.schema import Term
from ropa.public.outlines import ActivityIdentity, NoticeOutline, SectionOutline, published_notices

from .documents import ANNEX, RegimeDocument, RegimePowerDocument


@dataclass(frozen=True)
class PublishedRegime:
    """A regime with the section of the notice that it was published in."""

    regime: RegimeDocument
    section: SectionOutline
    notice: NoticeOutline

    @property
    def powers_by_holder(self) -> list[tuple[Term, list[RegimePowerDocument]]]:
        """The powers under the inspectorate that holds them, in the order of the regime."""
        held: dict[Term, list[RegimePowerDocument]] = {}
        for power in self.regime.powers:
            held.setdefault(power.held_by, []).append(power)
        return list(held.items())

    @property
    def entries(self) -> list[ActivityIdentity]:
        """The approved entries of the section, as the notice was published with them."""
        return [
            approved.document
            for approved in self.notice.activities
            if approved.document.reference in self.section.activities
        ]


@require_safe
def regimes(request: HttpRequest) -> HttpResponse:
    found = sorted(_published(), key=lambda item: item.regime.title)
    return render(request, "public/regimes.html", {"regimes": found})


@require_safe
def regime(request: HttpRequest, slug: str) -> HttpResponse:
    for item in _published():
        if item.regime.slug == slug:
            return render(request, "public/regime.html", {"item": item, "regime": item.regime})
    raise Http404


def _published() -> Iterator[PublishedRegime]:
    for notice in published_notices(holding=f'"{ANNEX}":'):
        for section in notice.sections:
            if ANNEX in section.annexes:
                regime = RegimeDocument.model_validate(section.annexes[ANNEX])
                yield PublishedRegime(regime, section, notice)
