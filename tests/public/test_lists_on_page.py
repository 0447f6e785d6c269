"""Every item of the original notices' lists stands in its section of the public page.

The golden lists in `tests/expected/` were taken from the notices themselves, not from the
fixtures that the register is loaded from.
"""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ropa.models import DataCategory, Organisation, PeopleCategory

EXPECTED = Path(__file__).parent.parent / "expected"
NOTICES = {
    "social-care": "social-care.toml",
    "looked-after-children-and-safeguarding": "school.toml",
}


def regimes() -> list[Any]:
    return [
        pytest.param(notice, slug, lists, id=slug)
        for notice, file in NOTICES.items()
        for slug, lists in tomllib.loads((EXPECTED / file).read_text()).items()
    ]


def section_of(page: str, slug: str) -> str:
    """The text of one section of a notice page, white space made even."""
    start = page.index(f'<section class="app-section" id="{slug}"')
    end = page.find('<section class="app-section"', start + 1)
    text = re.sub(r"<[^>]+>", " ", page[start : end if end > 0 else None])
    return re.sub(r"\s+", " ", unescape(text))


def names(codes: list[str]) -> list[str]:
    found = {
        row.code: row.name
        for model in (Organisation, DataCategory, PeopleCategory)
        for row in model.objects.filter(code__in=codes)
    }
    assert set(found) == set(codes)
    return [found[code] for code in codes]


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_register")
@pytest.mark.parametrize(("notice", "slug", "lists"), regimes())
def test_each_list_item_is_found_in_its_section(
    client: Client, notice: str, slug: str, lists: dict[str, Any]
) -> None:
    section = section_of(client.get(f"/notices/{notice}/").content.decode(), slug)
    codes = [
        *(code for group in lists["data"] for code in group["items"]),
        *lists["recipients"],
        *lists.get("sources", []),
        *lists.get("sources_public_authorities", []),
        *lists.get("sources_public", []),
        *lists.get("extras_data", []),
    ]
    missing = [name for name in names(sorted(set(codes))) if name not in section]
    assert missing == []


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_register")
@pytest.mark.parametrize(("notice", "slug", "lists"), regimes())
def test_each_audience_has_its_anchor(
    client: Client, notice: str, slug: str, lists: dict[str, Any]
) -> None:
    page = client.get(f"/notices/{notice}/").content.decode()
    missing = [a for a in lists["audiences"] if f'id="{slug}-{a}"' not in page]
    assert missing == []
