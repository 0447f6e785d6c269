"""Forms that keep what is typed into them until it is saved."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from ropa.accounts import form_drafts
from ropa.models import FormDraft

from ..shared.access import RoleModelAdmin

DRAFT_FIELD, RESUME_FIELD = "_draft", "_resume"
# Which page a draft is of, and what the page is called: sent beside the fields of the form.
PATH_FIELD, TITLE_FIELD = "_path", "_title"


class FormDrafts(RoleModelAdmin):
    """An admin whose form keeps what is typed into it, and offers it when the page is opened
    again. Saving forgets it."""

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        key = request.POST.get(RESUME_FIELD, "")
        if key and not self._resume(request, key):
            messages.warning(
                request,
                "What you had typed is no longer kept: in another window it was saved or thrown "
                "away.",
            )
            return HttpResponseRedirect(request.get_full_path())
        answer: HttpResponse = super()._changeform_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )
        # Whatever leads away from a form that was sent has saved it.
        if request.method == "POST" and answer.status_code == 302:
            form_drafts.close_drafts(request.user, request.POST.getlist(DRAFT_FIELD))
        return answer

    def _resume(self, request: HttpRequest, key: str) -> bool:
        """Take the fields of a draft for what was posted; say whether there is such a draft."""
        here = request.get_full_path()
        draft = form_drafts.drafts_of(request.user).filter(key=key, path=here).first()
        if draft is None:
            return False
        request.POST = _as_posted(draft)  # type: ignore[assignment]
        request.__dict__["_resumes"] = True
        messages.info(request, "This is what you had typed. It is not saved yet.")
        return True

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (_NotSent, form), {}) if resumes(request) else form

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if IS_POPUP_VAR not in request.GET and IS_POPUP_VAR not in request.POST:
            context["form_draft"] = self._draft_context(request)
        if resumes(request):
            # Nobody has sent it: what is wrong in it is told when they do.
            context["errors"] = None
            context["adminform"].form._errors = ErrorDict()
            for shown in context["inline_admin_formsets"]:
                _forget_errors(shown.formset)
        return super().render_change_form(request, context, *args, **kwargs)

    def _draft_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the form needs to keep a draft, and which others there are of this page."""
        is_opened = request.method == "GET"
        others = form_drafts.drafts_of(request.user).filter(path=request.get_full_path())
        return {
            "field": DRAFT_FIELD,
            "path_field": PATH_FIELD,
            "title_field": TITLE_FIELD,
            "resume_field": RESUME_FIELD,
            "key": request.POST.get(DRAFT_FIELD) or secrets.token_urlsafe(16),
            "is_unsaved": not is_opened,
            "resumed": resumes(request),
            "others": list(others) if is_opened else [],
        }


def resumes(request: HttpRequest) -> bool:
    """Whether a form is shown again as it was typed, and was not sent to be saved."""
    return bool(request.__dict__.get("_resumes", False))


class _NotSent:
    """A form that is shown with what was typed, and not saved."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]
        return False


def _forget_errors(formset: Any) -> None:
    formset._non_form_errors = ErrorList()
    formset._errors = [ErrorDict() for _ in formset.forms]
    for form in formset.forms:
        form._errors = ErrorDict()


def _as_posted(draft: FormDraft) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, values in draft.fields:
        posted.setlist(name, values)
    return posted
