"""Inspection regimes as they were published: read from the newest notices and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from ropa.documents.damage import undamaged
from ropa.documents.public_copy import public_copy
from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import NoticeDocument, OrganisationDocument, ProvisionDocument, Term
from ropa.documents.sections import EntriesContent, section_content
from ropa.models import Mention, Version
from ropa.models.versions import VersionQuerySet
from ropa.public.addresses import section_address
from ropa.public.index.mentions import ANNEX as ANNEX_KIND
from ropa.public.outlines import ActivityIdentity, NoticeOutline, SectionOutline
from ropa.public.published_versions import newest_notices

from .documents import ANNEX, ParticipantDocument, RegimeDocument, RegimePowerDocument
from .models import InspectionRegime, RegimeInForce


@dataclass(frozen=True)
class PublishedNotice:
    """A notice in force with something to say about inspections."""

    version: Version
    outline: NoticeOutline

    @cached_property
    def document(self) -> NoticeDocument:
        """The public part of all it says. It is long, and few ask."""
        return public_copy(NoticeDocument.model_validate_json(self.version.frozen_text))


@dataclass(frozen=True)
class DataContact:
    """An inspectorate that answers for some information, and where to turn to it."""

    information: str
    rights_contact: RightsContact


@dataclass(frozen=True)
class CitedLaw:
    """A provision that inspections rest on: whoever inspects says so, or the register reads it."""

    provision: ProvisionDocument
    is_inferred: bool


@dataclass(frozen=True)
class Inspection:
    """A regime, and who inspects under it."""

    regime: RegimeDocument

    @property
    def is_joint(self) -> bool:
        """Whether several inspectorates take part."""
        return len(self.inspectorates) > 1

    @property
    def inspectorates(self) -> tuple[OrganisationDocument, ...]:
        """Those who inspect, the lead first."""
        joining = (part.organisation for part in self.regime.participants)
        return tuple({body.code: body for body in (self.regime.lead, *joining)}.values())

    @property
    def bodies(self) -> tuple[OrganisationDocument | Term, ...]:
        """Those who inspect, and whoever asks for it."""
        asking = self.regime.commissioned_by
        return (*self.inspectorates, asking) if asking else self.inspectorates


@dataclass(frozen=True)
class PublishedRegime(Inspection):
    """A regime with the section of the notice that it was published in."""

    section: SectionOutline
    notice: PublishedNotice

    @property
    def published(self) -> datetime:
        """When it was published as it stands."""
        return self.notice.version.created_at

    @property
    def section_address(self) -> str:
        """Where the section is to be read."""
        outline = self.notice.outline
        is_alone = len(outline.sections) == 1
        return section_address(outline.slug, self.section.slug, alone=is_alone)

    @property
    def data_contacts(self) -> tuple[DataContact, ...]:
        """Whom to ask for what: those who answer for some of the information, the lead first.

        A lead that is the only controller answers for all of it, whether or not that is written.
        """
        found = [
            DataContact(part.controller_of, RightsContact(part.organisation))
            for part in self._lead_first()
            if part.controller_of
        ]
        is_sole = self.regime.controllership.code == InspectionRegime.Controllership.SOLE
        if is_sole and not found:
            all_information = "All information from these inspections"
            found.append(DataContact(all_information, RightsContact(self.regime.lead)))
        return tuple(found)

    @property
    def law(self) -> tuple[CitedLaw, ...]:
        """The law it rests on."""
        read = {provision.code for provision in self.regime.inferred_law}
        return tuple(CitedLaw(each, each.code in read) for each in self.regime.law)

    @property
    def powers_by_holder(self) -> list[tuple[Term, list[RegimePowerDocument]]]:
        """The powers under the inspectorate that holds them, in the order of the regime."""
        by_holder: dict[Term, list[RegimePowerDocument]] = {}
        for power in self.regime.powers:
            by_holder.setdefault(power.held_by, []).append(power)
        return list(by_holder.items())

    @property
    def entries(self) -> list[ActivityIdentity]:
        """The approved entries of the section, as the notice was published with them."""
        return [
            approved.document
            for approved in self.notice.outline.activities
            if approved.document.reference in self.section.activities
        ]

    @cached_property
    def content(self) -> EntriesContent:
        """What the entries of the section say together."""
        document = self.notice.document
        section = next(each for each in document.sections if each.slug == self.section.slug)
        return section_content(document, section)

    def _lead_first(self) -> list[ParticipantDocument]:
        lead = self.regime.lead.code
        return sorted(self.regime.participants, key=lambda part: part.organisation.code != lead)


def any_regime_is_published() -> bool:
    """Say whether a published notice tells of a regime, in one query."""
    return RegimeInForce.objects.exists()


def regimes_in_force() -> QuerySet[RegimeInForce]:
    """Return every regime that published notices tell of, by title: each as the newest of them
    has it."""
    newer = RegimeInForce.objects.filter(slug=OuterRef("slug"), version__gt=OuterRef("version"))
    return RegimeInForce.objects.filter(~Exists(newer)).order_by("sorted_as", "slug")


def published_regimes(among: VersionQuerySet) -> Iterator[PublishedRegime]:
    """Yield every regime of the published notices among some versions, in one query."""
    naming = Mention.objects.filter(kind=ANNEX_KIND, code=ANNEX)
    found = newest_notices().filter(pk__in=naming.values("version"))
    for version in undamaged(found.filter(pk__in=among.values("pk"))):
        yield from regimes_of(version)


def published_regime(slug: str) -> PublishedRegime:
    """Return a published regime by its slug, in one query. Raises `KeyError` if there is none."""
    telling = RegimeInForce.objects.filter(slug=slug).order_by("-version").values("version")[:1]
    for version in undamaged(Version.objects.filter(pk__in=telling)):
        for item in regimes_of(version):
            if item.regime.slug == slug:
                return item
    raise KeyError(slug)


def regimes_of(version: Version) -> Iterator[PublishedRegime]:
    """Yield the regimes that a version of a notice tells of."""
    notice = PublishedNotice(version, NoticeOutline.of(version))
    for section in notice.outline.sections:
        if ANNEX in section.annexes:
            regime = RegimeDocument.model_validate(section.annexes[ANNEX])
            yield PublishedRegime(regime, section, notice)
