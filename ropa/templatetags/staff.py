"""Tags for the pages of the staff interface."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from ropa.admin.shared import tags
from ropa.admin.shared.form_problems import problems_in
from ropa.admin.shared.links import page_url
from ropa.documents.status import Status
from ropa.models.attributed import person_name

register = template.Library()
register.filter("person_name", person_name)
register.filter("problems", problems_in)


@register.simple_tag
def staff_page(row: Model, page: str = "change") -> str:
    """Return the address of a page of a row in the staff interface."""
    return page_url(row, page)


@register.filter
def formset_data(formset: Any) -> str:
    """Return what Django's script needs to add rows, with the button named in a plain sentence."""
    data = json.loads(formset.inline_formset_data())
    data["options"]["addText"] = f"Add another {formset.opts.verbose_name}"
    return json.dumps(data)


@register.filter
def named_cells(cells: Iterable[SafeString], headers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the cells of a row of a list, each with what its column is called, for where the heads
    of columns are not seen."""
    for cell, header in zip(cells, headers, strict=True):
        title = conditional_escape(capfirst(header["text"]))
        yield mark_safe(cell.replace("<td", f'<td data-label="{title}"', 1))  # noqa: S308


@register.filter
def state_tag(status: Status) -> SafeString:
    """Return the mark that says where an entry or a notice stands."""
    return tags.state_tag(status.state)
