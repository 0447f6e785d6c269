"""Reference data: what every entry shares."""

from __future__ import annotations

from collections import defaultdict
from itertools import batched
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.dates import day_in_words
from ropa.models import (
    Agreement,
    Channel,
    ContactPoint,
    DataCategory,
    Legislation,
    Organisation,
    PeopleCategory,
    Provision,
    RelatedGroup,
    StatutoryPower,
    System,
)
from ropa.models.identifiers import IDENTIFIER_FORMS

from ..model_admin import StaffModelAdmin
from ..shared.links import page_url
from ..shared.parts import LongParts, ShortParts
from ..shared.tags import tag
from ..shared.uses import Use, use_counts, uses_of
from .filters import HasEnded, Verified
from .superseding import SupersedingPage, approvals_url

_VALIDITY = (
    "When it is right to use this",
    {
        "description": "A row that is no longer true is not edited away: give it a last day and "
        "say what replaces it. What was published before still says what it said.",
        "fields": (
            ("valid_from", "valid_to"),
            "superseded_by",
            ("verified_on", "source_read"),
            "internal_note",
        ),
    },
)


class ReferenceAdmin(SupersedingPage, StaffModelAdmin):
    """What the pages of all reference data have in common."""

    list_filter: ClassVar[Any] = (Verified, HasEnded)
    autocomplete_fields: ClassVar[Any] = ("superseded_by",)
    own_fields: ClassVar[tuple[Any, ...]] = ()
    change_form_template = "admin/reference/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": self.own_fields}), _VALIDITY]

    def prepare_rows(self, rows: list[Any]) -> None:
        counts = use_counts(self.model, rows)
        for row in rows:
            row.times_used = counts[row.pk]

    @admin.display(description="in force", ordering="valid_to")
    def validity(self, row: Any) -> str:
        match row.valid_from, row.valid_to:
            case None, None:
                return ""
            case first, None:
                return f"since {day_in_words(first)}"
            case None, last:
                return f"until {day_in_words(last)}"
            case first, last:
                return f"{day_in_words(first)} to {day_in_words(last)}"
        return ""

    @admin.display(description="checked at the source", ordering="verified_on")
    def verified(self, row: Any) -> SafeString | str:
        if row.verified_on is None:
            return tag("Not yet verified", "yellow")
        return day_in_words(row.verified_on)

    @admin.display(description="used")
    def used(self, row: Any) -> SafeString | str:
        if not row.times_used:
            return "not used"
        places = "place" if row.times_used == 1 else "places"
        return format_html('<a href="{}">{} {}</a>', page_url(row, "uses"), row.times_used, places)

    def get_urls(self) -> list[Any]:
        return [self.row_path("uses", self.uses_view), *super().get_urls()]

    def uses_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show every place that uses the row, with a link to it."""
        row = self.row_or_404(request, object_id)
        uses = uses_of(row)
        visible_uses = self._visible_uses(request, uses)
        return self.render_page(
            request,
            "admin/reference/uses.html",
            row,
            "Where it is used",
            uses=visible_uses,
            elsewhere=len(uses) - len(visible_uses),
        )

    def _visible_uses(self, request: HttpRequest, uses: list[Use]) -> list[Use]:
        """The uses on pages that the person may open: one query for each kind of page."""
        pages: dict[type[Model], set[int]] = defaultdict(set)
        for use in uses:
            pages[type(use.page)].add(use.page.pk)
        visible_uses = {
            (model, pk)
            for model, keys in pages.items()
            for model_admin in [self.admin_site.get_model_admin(model)]
            if model_admin.has_view_permission(request)
            for pk in model_admin.get_queryset(request)
            .filter(pk__in=keys)
            .values_list("pk", flat=True)
        }
        return [use for use in uses if (type(use.page), use.page.pk) in visible_uses]

    def extra_context_of(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {
            "times_used": use_counts(self.model, [row])[row.pk],
            "may_supersede": self.has_change_permission(request, row),
        }

    def saved_message(self, row: Any) -> SafeString:
        return format_html(
            'Saved “{}”. If this changed what entries say, they wait for approval: <a href="{}">'
            "see "
            "them together, before and after</a>.",
            row,
            approvals_url(row),
        )


_IDENTIFIERS = (
    "Numbers in other registers",
    {
        "description": "The public reads them on its page, and spreadsheets that you import may "
        "name it by them. Leave empty those that it does not have.",
        "fields": tuple(batched(IDENTIFIER_FORMS, 2)),
    },
)


class ContactPoints(LongParts):
    """How to reach an organisation. A successor starts with the ways to reach the old one."""

    model = ContactPoint
    fields = [
        ("subject", "name"),
        "to_be_supplied",
        ("email", "telephone"),
        "address",
        "url",
        "is_inferred",
        "position",
    ]


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    """Organisations, and how to reach them."""

    list_display = ("name", "short_name", "code", "kind", "validity", "verified", "used")
    list_filter = ("kind", "is_public_authority", Verified, HasEnded)
    search_fields = ("name", "short_name", "code", *IDENTIFIER_FORMS)
    inlines = (ContactPoints,)
    own_fields = (
        ("name", "short_name"),
        ("code", "kind"),
        ("is_public_authority", "is_regulator"),
        "description",
        ("website", "privacy_notice_url"),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        own, *others = super().get_fieldsets(request, obj)
        return [own, _IDENTIFIERS, *others]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Start a successor with the ways to reach the body that it replaces. What is posted counts
        as new, as there is no such start then."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        row = self.replaced_row(request)
        if row is not None and inline.model is ContactPoint:
            kwargs["initial"] = [
                model_to_dict(point, exclude=["id", "organisation"])
                for point in row.contact_points.all()
            ]
        return kwargs

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        row = self.replaced_row(request)
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if row is not None and inline.model is ContactPoint:
                formset.extra = row.contact_points.count()
            yield formset, inline


@admin.register(DataCategory)
class DataCategoryAdmin(ReferenceAdmin):
    list_display = ("name", "code", "sensitivity", "validity", "verified", "used")
    list_filter = ("sensitivity", Verified, HasEnded)
    search_fields = ("name", "code", "description")
    own_fields = (("name", "code"), "sensitivity", "description")


class RelatedGroups(ShortParts):
    """Other groups to which all, or some, of these people belong."""

    model = RelatedGroup
    fk_name = "people_category"
    autocomplete_fields = ("group",)
    fields = ["relation", "group", "position"]


@admin.register(PeopleCategory)
class PeopleCategoryAdmin(ReferenceAdmin):
    list_display = ("name", "code", "are_children", "validity", "verified", "used")
    list_filter = ("are_children", Verified, HasEnded)
    search_fields = ("name", "code", "description")
    inlines = (RelatedGroups,)
    own_fields = (("name", "code"), "are_children", "description")


@admin.register(Channel)
class ChannelAdmin(ReferenceAdmin):
    list_display = ("name", "code", "also_called", "validity", "verified", "used")
    search_fields = ("name", "code", "also_called")
    own_fields = (("name", "code"), "also_called")


@admin.register(Legislation)
class LegislationAdmin(ReferenceAdmin):
    list_display = ("title", "code", "kind", "address", "validity", "verified", "used")
    list_filter = ("kind", "extent", Verified, HasEnded)
    search_fields = ("title", "code", "identifier")
    own_fields = ("title", ("code", "kind"), ("identifier", "publication_url"), "extent")

    @admin.display(description="published at")
    def address(self, row: Any) -> SafeString | str:
        return _source_link(row)


@admin.register(Provision)
class ProvisionAdmin(ReferenceAdmin):
    list_display = ("__str__", "subject", "code", "address", "validity", "verified", "used")
    list_select_related = ("legislation",)
    list_filter = ("legislation__kind", Verified, HasEnded)
    search_fields = ("legislation__title", "label", "subject", "code")
    autocomplete_fields = ("legislation", "superseded_by")
    own_fields = ("legislation", ("label", "path"), "code", "subject")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("legislation")

    @admin.display(description="published at")
    def address(self, row: Any) -> SafeString | str:
        return _source_link(row)


@admin.register(StatutoryPower)
class StatutoryPowerAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "provision", "code", "validity", "verified", "used")
    list_select_related = ("provision__legislation",)
    list_filter = ("kind", Verified, HasEnded)
    search_fields = ("name", "code", "provision__label", "provision__legislation__title")
    autocomplete_fields = ("provision", "enforced_by", "superseded_by")
    own_fields = (("name", "code"), "kind", "provision", "enforced_by")


@admin.register(Agreement)
class AgreementAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "signed_on", "review_due_on", "validity", "verified", "used")
    list_filter = ("kind", Verified, HasEnded)
    search_fields = ("name", "code", "subject", "location", "parties__name")
    autocomplete_fields = ("parties", "provision", "superseded_by")
    own_fields = (
        ("name", "code"),
        "kind",
        "parties",
        "subject",
        "provision",
        "signed_on",
        ("reviewed_on", "review_due_on"),
        "location",
    )


@admin.register(System)
class SystemAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "supplier", "hosting", "owner", "validity", "verified", "used")
    list_select_related = ("supplier",)
    list_filter = ("kind", Verified, HasEnded)
    search_fields = ("name", "code", "supplier__name", "hosting", "owner")
    autocomplete_fields = ("supplier", "superseded_by")
    own_fields = (("name", "code"), "kind", "supplier", "hosting", "owner", "loss")


def _source_link(row: Any) -> SafeString | str:
    if not row.url:
        return ""
    return format_html('<a href="{}" rel="noreferrer">{}</a>', row.url, row.url.split("//")[-1])
