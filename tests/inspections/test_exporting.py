"""The entries of a report, chosen by the inspection regime behind them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from inspections.exporting import REGIMES
from ropa.reports.choice_parsing import selection_of
from ropa.reports.entry_filters import entry_filters
from tests.factories import make_notice, make_regime, make_section, make_user, publish
from tests.reports.making import approved, references_in, report_bytes

pytestmark = pytest.mark.django_db


def test_now_it_is_what_the_regime_and_its_section_name():
    # given
    named, shown, _beside = approved(3)
    notice = make_notice(shown)
    make_regime(slug="joint", section=notice.sections.get()).activities.add(named)
    make_regime(slug="other").activities.add(*approved(1))

    # when
    selection = selection_of({"regime": ["joint"]})

    # then
    assert selection.filters() == (("Inspection regime", selection.chosen[0][1]),)
    assert references_in("json", report_bytes("json", selection)) == [
        named.reference,
        shown.reference,
    ]
    drafts = selection_of({"regime": ["joint"], "content": ["draft"]})
    assert drafts.references == selection.references


def test_as_at_a_day_it_is_what_was_published_then():
    # given a regime with two sections' worth of entries, of which one was published
    shown, beside, later = approved(3)
    notice = make_notice(shown)
    make_section(notice, beside)
    regime = make_regime(slug="joint", section=notice.sections.get(slug__isnull=False, position=1))
    before = timezone.now()
    publish(notice)
    then = timezone.now()

    # when it names another entry, and has no section any more
    regime.activities.add(later)
    regime.section = None
    regime.save()
    publish(notice, change_note="Without inspections.")

    # then
    assert REGIMES.references("joint", before) == frozenset()
    assert REGIMES.references("joint", then) == {shown.reference}
    assert REGIMES.references("joint", timezone.now()) == frozenset()
    assert REGIMES.references("joint", None) == {later.reference}


def test_people_choose_among_the_regimes_within_their_reach():
    own, other = make_regime(title="Area inspections"), make_regime(title="Visits")
    editor = make_user("Editor", own.team)
    assert REGIMES in entry_filters()
    assert REGIMES.options(editor) == ((own.slug, "Area inspections"),)
    both = ((own.slug, "Area inspections"), (other.slug, "Visits"))
    assert REGIMES.options(make_user("Auditor")) == REGIMES.options(None) == both
