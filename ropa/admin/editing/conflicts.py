"""Detecting that a row was saved by others while its form was open, and resolving the conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict

from ropa.models.attributed import person_name

from ..shared.access import RoleModelAdmin
from ..shared.choices import rows_of
from .conflict_words import PageForms
from .form_drafts import DRAFT_FIELD, resumes
from .merging import ChangedBy, PageContent, as_posted, differences, merged_content
from .snapshot import (
    FormSnapshot,
    Records,
    form_content,
    histories,
    lock_row,
    posted_content,
    records_of,
)

OPENED_FIELD, CURRENT_FIELD, TYPED_FIELD = "_opened", "_standing", "_typed"
KEEP_THEIRS = "theirs"
# The button that saves a row and goes on to submit it.
SAVE_AND_SUBMIT = "_submit"
# What says how a form was sent, and is sent on with both versions of it.
PRESSED = (IS_POPUP_VAR, SAVE_AND_SUBMIT)


@dataclass(frozen=True)
class SavedBy:
    """Who saved meanwhile, and when last."""

    who: str
    when: datetime
    is_reader: bool


class ConflictDetection(RoleModelAdmin):
    """An admin that does not save over what others saved since the form was opened.

    The form carries a snapshot of what it was opened with. If the row has changed since, a page
    shows the three versions side by side, with a choice wherever both people changed something.
    """

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        # Django opens the transaction of a save around this method.
        context = dict(extra_context or {})
        key = self._key(object_id)
        if key is not None and request.method == "POST" and not resumes(request):
            request.POST = resolve_conflict(request.POST)  # type: ignore[assignment]
            refusal = self._conflict_page(request, key)
            if refusal is not None:
                return refusal
        elif key is not None and self.has_change_permission(request):
            # Counted before the rows are read: what is saved in between is noticed, not missed.
            context["records"] = records_of(self.model, key)
        return super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST":
            # A correction is still compared with what was there when the form was opened.
            context["opened"] = request.POST.get(OPENED_FIELD, "")
        elif "records" in context and self.has_change_permission(request, kwargs.get("obj")):
            formsets = [shown.formset for shown in context["inline_admin_formsets"]]
            content = form_content(context["adminform"].form, formsets)
            context["opened"] = FormSnapshot(
                records=context["records"], content=content
            ).model_dump_json()
        return super().render_change_form(request, context, *args, **kwargs)

    def _key(self, object_id: str | None) -> Any:
        """The primary key in an address; `None` if there is none, or none that can be."""
        try:
            return None if object_id is None else self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None

    def _conflict_page(self, request: HttpRequest, key: Any) -> HttpResponse | None:
        """Return the page to show instead of saving, if others have saved meanwhile."""
        opened = FormSnapshot.from_text(request.POST.get(OPENED_FIELD, ""))
        row: Any = None
        records: Records = ()
        if lock_row(self.model, key):
            records = records_of(self.model, key)
            if opened is not None and records and opened.records == records:
                return None
            row = self.get_object(request, str(key))
        if not self.has_change_permission(request, row):
            return None
        page_forms = self._page_forms(request, row)
        mine = posted_content(page_forms.form, page_forms.formsets, request.POST)
        if row is None:
            return self._deleted_page(request, page_forms, mine)
        base, theirs = opened.content if opened else None, page_forms.content()
        for kind in page_forms.closed & mine.keys():
            mine[kind] = _without_new_parts(kind, base or {}, theirs, mine)
        found = differences(base, theirs, mine)
        if theirs == base or not found:
            return None
        page_forms.load_names(base or {}, theirs, mine)
        savers = list(self._savers(request, key, opened.records if opened else None, records))
        own = bool(savers) and all(saver.is_reader for saver in savers)
        response = self.render_page(
            request,
            "admin/conflict.html",
            row,
            "You saved this in another window while you were working here"
            if own
            else "Somebody else saved this while you were working",
            savers=savers,
            own=own,
            both=page_forms.lines(found, ChangedBy.BOTH),
            only_mine=page_forms.lines(found, ChangedBy.ME),
            only_theirs=page_forms.lines(found, ChangedBy.THEM),
            carried={
                OPENED_FIELD: request.POST.get(OPENED_FIELD, ""),
                CURRENT_FIELD: FormSnapshot(records=records, content=theirs).model_dump_json(),
                TYPED_FIELD: FormSnapshot(records=(), content=mine).model_dump_json(),
                DRAFT_FIELD: request.POST.get(DRAFT_FIELD, ""),
            },
            pressed=[name for name in PRESSED if name in request.POST],
        )
        response.status_code = HTTPStatus.CONFLICT
        return response

    def _deleted_page(
        self, request: HttpRequest, page_forms: PageForms, mine: PageContent
    ) -> HttpResponse:
        page_forms.load_names(mine)
        response = self.render_page(
            request,
            "admin/gone.html",
            None,
            f"This {self.opts.verbose_name} is no longer there",
            subtitle="",
            typed=list(page_forms.all_lines(mine)),
        )
        response.status_code = HTTPStatus.GONE
        return response

    def _page_forms(self, request: HttpRequest, row: Any) -> PageForms:
        """The forms of the page as they would open now."""
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=row is not None, fields=fields)
        inlines = [
            (inline, formset(instance=row, queryset=inline.get_queryset(request)))
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]
        return PageForms(form(instance=row), inlines, rows_of(request))

    def _savers(
        self, request: HttpRequest, key: Any, before: Records | None, now: Records
    ) -> Iterator[SavedBy]:
        """Who added to the history since `before`, the newest first; if that is not known, who did
        so last."""
        new = sum(number or 0 for number in now) - sum(number or 0 for number in before or ())
        each = [
            records.order_by().values_list("history_user_id", "history_date")
            for _, records in histories(self.model, key)
        ]
        if not each:
            return
        newest = each[0].union(*each[1:], all=True).order_by("-history_date")
        last: dict[int | None, datetime] = {}
        for user, when in newest[: max(new, 1) if before else 1]:
            last.setdefault(user, when)
        people = User.objects.in_bulk([user for user in last if user is not None])
        for user, when in last.items():
            yield SavedBy(person_name(people.get(user or 0)), when, user == request.user.pk)


def resolve_conflict(posted: QueryDict) -> QueryDict:
    """Return the form to save, made from the choices on the page of a conflict.

    A form that was not sent from that page is returned as it is.
    """
    opened, current, typed = (
        FormSnapshot.from_text(posted.get(name, ""))
        for name in (OPENED_FIELD, CURRENT_FIELD, TYPED_FIELD)
    )
    if current is None or typed is None:
        return posted
    found = differences(opened.content if opened else None, current.content, typed.content)
    keep_theirs = {each.place for each in found if posted.get(each.place.name) == KEEP_THEIRS}
    page = merged_content(current.content, found, keep_theirs)
    resolved = QueryDict(mutable=True)
    for name, values in as_posted(page, current.content).items():
        resolved.setlist(name, values)
    resolved[OPENED_FIELD] = posted.get(CURRENT_FIELD, "")
    resolved[DRAFT_FIELD] = posted.get(DRAFT_FIELD, "")
    for name in PRESSED:
        if name in posted:
            resolved[name] = "1"
    return resolved


def _without_new_parts(
    kind: str, base: PageContent, theirs: PageContent, mine: PageContent
) -> dict[str, dict[str, list[str]]]:
    """What was typed for parts that cannot be added here: what is gone cannot be brought back."""
    current = theirs.get(kind, {})
    kept = {key: fields for key, fields in mine[kind].items() if key in current}
    deleted = {key: old for key, old in base.get(kind, {}).items() if key not in current}
    return kept | deleted
