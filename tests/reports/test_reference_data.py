"""The sheets of a workbook that tell, each once, what entries and notices name."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.models import Organisation, ProcessingActivity, Provision, StatutoryPower
from ropa.reports.selection import Selection
from tests.factories import frozen, make_activity

from .making import Sheets, filled_entry, report_bytes, workbook

pytestmark = pytest.mark.django_db


def reference_sheet(sheets: Sheets) -> dict[str, dict[str, list[str]]]:
    """Return the rows of the sheet by what they are about and by code."""
    found: dict[str, dict[str, list[str]]] = {}
    for what, code, *rest in sheets["Reference data"][1:]:
        assert code not in found.setdefault(what, {})
        found[what][code] = rest
    return found


@pytest.fixture
def entry(db) -> ProcessingActivity:
    found = filled_entry()
    frozen(found, activity_document(found))
    return found


def test_everything_that_an_entry_names_is_told_with_its_name(entry):
    # when
    sheets = workbook(report_bytes("xlsx"))
    found = reference_sheet(sheets)
    # then
    assert sheets["Reference data"][0] == ["What", "Code", "Name", "More", "Where to read it"]
    assert set(found) == {
        "Organisation",
        "Provision",
        "Legislation",
        "Statutory power",
        "Data category",
        "People category",
        "Channel",
        "Team",
        "Agreement",
        "System",
    }
    assert found["Team"] == {entry.team.code: [entry.team.name, None, None]}
    for disclosure in entry.disclosures.all():
        for body in (disclosure.recipient, *disclosure.including.all()):
            assert found["Organisation"][body.code][0] == body.name
    for holding in entry.data_holdings.all():
        assert found["People category"][holding.people_category.code][:2] == [
            holding.people_category.name,
            holding.people_category.description or None,
        ]
        data = holding.data_category
        more = f"{data.get_sensitivity_display()}; {data.description}"
        assert found["Data category"][data.code] == [data.name, more, None]
    agreement = entry.disclosures.get(under_agreement__isnull=False).under_agreement
    assert found["Agreement"] == {
        agreement.code: [
            agreement.name,
            f"{agreement.get_kind_display()}; {agreement.subject}",
            agreement.location,
        ]
    }
    system = entry.system_uses.get().system
    assert found["System"] == {
        system.code: [system.name, f"{system.get_kind_display()}; {system.hosting}", None]
    }
    channel = entry.channels.get().channel
    assert found["Channel"] == {channel.code: [channel.name, None, None]}
    for use in entry.power_uses.all():
        assert found["Organisation"][use.held_by.code][0] == use.held_by.name
    controller = entry.controller_roles.first().organisation
    assert found["Organisation"][controller.code] == [
        controller.name,
        controller.description or None,
        controller.website or None,
    ]


def test_law_is_told_with_its_address_and_whether_somebody_has_read_it(entry):
    found = reference_sheet(workbook(report_bytes("xlsx")))
    for code, (citation, more, address) in found["Provision"].items():
        provision = Provision.objects.get(code=code)
        assert citation == str(provision)
        assert address == provision.url
        assert ("not yet verified" in (more or "")) == (provision.verified_on is None)
        act = provision.legislation
        assert found["Legislation"][act.code] == [str(act), None, None]
    for code, (name, more, address) in found["Statutory power"].items():
        power = StatutoryPower.objects.get(code=code)
        assert name == power.name
        assert more.startswith(f"{power.get_kind_display()}: ")
        assert address == power.provision.url


def test_what_has_changed_its_name_stands_there_with_each(entry):
    # given
    body = entry.disclosures.first().recipient
    before = body.name
    other = make_activity()
    other.disclosures.create(recipient=body, purpose="To tell them.")
    Organisation.objects.filter(pk=body.pk).update(name="Another name")
    frozen(other, activity_document(ProcessingActivity.objects.get(pk=other.pk)))
    # when
    rows = workbook(report_bytes("xlsx"))["Reference data"]
    # then
    assert [row[2] for row in rows if row[1] == body.code] == sorted(["Another name", before])


def test_drafts_have_the_tables_themselves(entry):
    sheets = workbook(report_bytes("xlsx", Selection(is_draft=True)))
    assert not {"Reference data", "Annexes"} & set(sheets)
    assert "Organisations" in sheets
