"""The page that lists the rules: made from them, complete, and pointing where staff mend."""

from __future__ import annotations

from io import StringIO

from django.conf import settings
from django.core.management import call_command

from ropa.admin.entries.chapters import ENTRY
from ropa.checks import ACTIVITY_RULES, NOTICE_RULES
from ropa.checks.catalogue import ENTRY_PLACES, NOTICE_PLACES, catalogue_markdown

ROLES = "controller_roles"


def chapters() -> dict[str, str]:
    """The chapter of an entry's page in which each field of a document is edited."""
    found = {}
    for chapter in ENTRY:
        for given in chapter.fields:
            for name in (given,) if isinstance(given, str) else given:
                found[name] = chapter.title
        for part in chapter.parts:
            relation = part.model._meta.get_field("activity").remote_field.get_accessor_name()
            found["controllers" if relation == ROLES else relation] = chapter.title
    return found


def test_the_page_in_the_docs_is_the_one_made_from_the_rules():
    """If this fails: manage.py describe_checks > docs/checks.md"""
    page = (settings.BASE_DIR / "docs" / "checks.md").read_text(encoding="utf-8")
    assert page == catalogue_markdown()


def test_the_command_prints_the_page():
    out = StringIO()
    call_command("describe_checks", stdout=out)
    assert out.getvalue() == catalogue_markdown()


def test_the_page_has_every_rule_once_and_no_broken_table():
    lines = catalogue_markdown().splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| ---")]
    named = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    rules = [rule.id for rule in ACTIVITY_RULES] + [rule.id for rule in NOTICE_RULES]
    assert [name for name in named if name != "rule"] == rules
    assert {row.count("|") for row in rows} == {6}


def test_the_places_are_the_chapters_of_the_entry_page():
    assert {rule.mend for rule in ACTIVITY_RULES} <= set(ENTRY_PLACES)
    assert set(NOTICE_PLACES) == {rule.mend for rule in NOTICE_RULES}
    titles = chapters()
    assert {field: titles[field] for field in ENTRY_PLACES} == ENTRY_PLACES
