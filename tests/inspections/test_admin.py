"""Regimes in the staff interface."""

import pytest

from inspections.models import InspectionRegime
from ropa.admin.shared.links import page_url
from ropa.models import ProcessingActivity
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    make_activity,
    make_notice,
    make_organisation,
    make_provision,
    make_regime,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_new_joint_inspection_from_the_regime_to_the_entry():
    # given
    team = make_team()
    lead, other = make_organisation(), make_organisation()
    provision = make_provision()
    notice = make_notice(team=team)
    client = signed_in(make_user("Editor", team))
    form = fields_of(client.get("/admin/inspections/inspectionregime/add/").text)
    assert form["team"] == [str(team.pk)]
    # when
    form |= {
        "title": ["Joint visits"],
        "slug": ["joint-visits"],
        "summary": ["We visit together."],
        "law": [str(provision.pk)],
        "lead": [str(lead.pk)],
        "controllership": ["independent"],
        "essence": ["Each for its own."],
        "participants-TOTAL_FORMS": ["2"],
        "service_types-TOTAL_FORMS": ["1"],
        "service_types-0-name": ["clubs"],
    }
    for index, body in enumerate((lead, other)):
        form |= {
            f"participants-{index}-organisation": [str(body.pk)],
            f"participants-{index}-part_played": ["Looks."],
            f"participants-{index}-controller_of": ["its own data"],
        }
    response = client.post("/admin/inspections/inspectionregime/add/", form, follow=True)
    # then
    regime = InspectionRegime.objects.get()
    assert response.redirect_chain == [(page_url(regime), 302)]
    assert "Start the entry and section" in response.text
    # when
    response = client.post(page_url(regime, "start"), {"notice": notice.pk}, follow=True)
    # then
    entry = ProcessingActivity.objects.get(title="Joint visits")
    assert response.redirect_chain == [(page_url(entry), 302)]
    assert f"Started {entry} and its section from Joint visits." in text_of(response.text)
    assert "Start the entry and section" not in client.get(page_url(regime)).text


def test_a_refusal_is_shown_on_the_page_of_the_regime():
    # given
    regime, notice = make_regime(), make_notice()
    regime.activities.add(make_activity())
    client = signed_in(make_user("Approver"))
    # when
    response = client.post(page_url(regime, "start"), {"notice": notice.pk}, follow=True)
    # then
    assert "has an entry already" in text_of(response.text)


def test_law_by_the_registers_reading_is_law_of_the_regime():
    # given
    regime, provision = make_regime(), make_provision()
    regime.law.add(make_provision())
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(regime)).text) | {"inferred_law": [str(provision.pk)]}
    # when
    refused = client.post(page_url(regime), form)
    # then
    assert f"Choose it as law of these inspections too: {provision}." in text_of(refused.text)
    assert not regime.inferred_law.exists()


def test_a_notice_out_of_reach_cannot_be_chosen():
    # given
    team = make_team()
    regime, notice = make_regime(team=team), make_notice()
    client = signed_in(make_user("Editor", team))
    # when
    response = client.post(page_url(regime, "start"), {"notice": notice.pk}, follow=True)
    # then
    assert "Choose the notice that gets the section." in text_of(response.text)
    assert not ProcessingActivity.objects.exists()


def test_starting_takes_a_post():
    # given
    regime = make_regime()
    client = signed_in(make_user("Approver"))
    # when
    response = client.get(page_url(regime, "start"), follow=True)
    # then
    assert response.redirect_chain == [(page_url(regime), 302)]
    assert "No power is named yet." in text_of(response.text)
    assert "Needed when there is more than one controller." in text_of(response.text)
    assert not ProcessingActivity.objects.exists()


def test_the_list_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    client = signed_in(make_user("Approver"))
    for size in (3, 12):
        while InspectionRegime.objects.count() < size:
            regime = make_regime()
            regime.section = make_notice().sections.get()
            regime.save()
        # when, then
        with django_assert_num_queries(7):
            page = client.get("/admin/inspections/inspectionregime/")
        assert text_of(page.text).count("Section") >= size
