"""Saving a row and staying on its page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..shared.links import page_url
from .conflicts import ConflictDetection
from .form_drafts import FormDrafts


class SavesInPlace(FormDrafts, ConflictDetection):
    """An admin whose form is shown again after saving, with `extra_context_of` beside it."""

    def extra_context_of(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return what the page of `row` shows beside the form."""
        return {}

    def saved_message(self, row: Any) -> SafeString:
        """Return what to say when `row` has been saved."""
        home = reverse("admin:index")
        return format_html('Saved “{}”. <a href="{}">Back to your work</a>.', row, home)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # Saving a part must not leave a change of the row itself in its history.
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._redirect_to_row(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._redirect_to_row(request, obj)

    def _redirect_to_row(self, request: HttpRequest, obj: Any) -> HttpResponse:
        messages.success(request, self.saved_message(obj))
        return HttpResponseRedirect(page_url(obj))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context.update(show_save_and_continue=False, show_save_and_add_another=False)
        obj = kwargs.get("obj")
        if obj is not None:
            # A form with errors has left its mark on the row; what stands is in the database.
            current = obj if request.method == "GET" else self._reload(request, obj)
            context.update(self.extra_context_of(request, current))
        return super().render_change_form(request, context, *args, **kwargs)

    def _reload(self, request: HttpRequest, obj: Any) -> Any:
        row = self.get_queryset(request).get(pk=obj.pk)
        self.prepare_row(row)
        return row
