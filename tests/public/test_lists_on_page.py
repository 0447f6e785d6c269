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


def page_of(client: Client, notice: str, section: str) -> str:
    """The page on which a section is to be read."""
    response = client.get(f"/notices/{notice}/sections/{section}/", follow=True)
    assert response.status_code == 200
    return response.text


def text_of(page: str) -> str:
    """The text in the main part of a page, white space made even."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


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
    section = text_of(page_of(client, notice, slug))
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
    page, notice_page = page_of(client, notice, slug), client.get(f"/notices/{notice}/").text
    missing = [a for a in lists["audiences"] if f'id="{slug}-{a}"' not in page]
    assert missing == []
    # And who followed a link to the notice of old finds the way.
    assert [a for a in lists["audiences"] if f'id="{slug}-{a}"' not in notice_page] == []
    assert f'id="{slug}"' in notice_page
