"""The page about starter packs says what the packs say."""

from __future__ import annotations

from io import StringIO

from django.conf import settings
from django.core.management import call_command


def test_the_page_is_that_of_the_packs() -> None:
    """If this fails: manage.py describe_packs > docs/packs.md"""
    out = StringIO()

    call_command("describe_packs", stdout=out)

    assert (settings.BASE_DIR / "docs" / "packs.md").read_text(encoding="utf-8") == out.getvalue()
