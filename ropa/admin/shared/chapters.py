"""Long forms in chapters of fields and parts, with a list of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from .parts import PartInline


@dataclass(frozen=True)
class FormChapter:
    """A heading, what it is about, and what is filled in under it."""

    title: str
    about: str
    fields: tuple[str | tuple[str, ...], ...] = ()
    parts: tuple[type[PartInline], ...] = ()

    @property
    def slug(self) -> str:
        return slugify(self.title)


@dataclass(frozen=True)
class ChapterOnPage:
    """A chapter as it stands on one page, with what the checks find in it."""

    chapter: FormChapter
    fieldset: Any
    parts: list[Any]
    findings: list[Any]

    @property
    def count(self) -> int | None:
        """How many parts it has; `None` if it has no kind of part."""
        if not self.parts:
            return None
        return sum(part.formset.initial_form_count() for part in self.parts)

    @property
    def has_one_list_only(self) -> bool:
        """Whether its heading says all that the heading of its list would say again."""
        return self.fieldset is None and len(self.parts) == 1

    @property
    def has_errors(self) -> bool:
        in_fields = self.fieldset is not None and any(line.errors() for line in self.fieldset)
        return in_fields or any(part.formset.total_error_count() for part in self.parts)


class FormInChapters(admin.ModelAdmin):
    """An admin whose form is laid out in `chapters`, if it has any.

    The template of its form extends `admin/chapters/change_form.html`.
    """

    chapters: ClassVar[tuple[FormChapter, ...]] = ()

    def chapters_of(self, obj: Any) -> tuple[FormChapter, ...]:
        """Return the chapters of the form of a row, or of a new one: of some, there are others."""
        return self.chapters

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        if not self.chapters:
            return super().get_inlines(request, obj)
        return [part for chapter in self.chapters_of(obj) for part in chapter.parts]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not self.chapters:
            return super().get_fieldsets(request, obj)
        return [
            (chapter.title, {"fields": chapter.fields})
            for chapter in self.chapters_of(obj)
            if chapter.fields
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["chapters"] = list(self._on_page(context))
        return super().render_change_form(request, context, *args, **kwargs)

    def _on_page(self, context: dict[str, Any]) -> Iterator[ChapterOnPage]:
        fieldsets = {fieldset.name: fieldset for fieldset in context["adminform"]}
        formsets = {type(inline.opts): inline for inline in context["inline_admin_formsets"]}
        findings = context.get("findings")
        items = findings.items if findings else ()
        for chapter in self.chapters_of(context.get("original")):
            yield ChapterOnPage(
                chapter=chapter,
                fieldset=fieldsets.get(chapter.title),
                parts=[formsets[part] for part in chapter.parts if part in formsets],
                findings=[item for item in items if item.chapter == chapter.slug],
            )
