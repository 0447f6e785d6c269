"""Where the public reads the law, and how each kind of it is identified."""

import pytest
from django.core.exceptions import ValidationError

from ropa.models import Legislation, Provision
from ropa.models.law_kinds import LawKind, identifier_from, kind_of_identifier

ACT = Legislation(title="Care Standards Act 2000", kind="act", identifier="ukpga/2000/14")
GUIDANCE = Legislation(
    title="Working together", kind="guidance", publication_url="https://www.gov.uk/together"
)
NOWHERE = Legislation(title="Guidance", kind="guidance")


@pytest.mark.parametrize(
    ("legislation", "url"),
    [
        (ACT, "https://www.legislation.gov.uk/ukpga/2000/14"),
        (GUIDANCE, "https://www.gov.uk/together"),
        (NOWHERE, ""),
    ],
)
def test_legislation_stands_at_its_identifier_and_guidance_where_it_is_published(legislation, url):
    assert legislation.url == url


@pytest.mark.parametrize(
    ("legislation", "path", "url"),
    [
        (ACT, "section/31/9", "https://www.legislation.gov.uk/ukpga/2000/14/section/31/9"),
        (ACT, "", "https://www.legislation.gov.uk/ukpga/2000/14"),
        (GUIDANCE, "chapter/2", "https://www.gov.uk/together"),
        (NOWHERE, "", ""),
    ],
)
def test_a_provision_stands_below_its_legislation(legislation, path, url):
    assert Provision(legislation=legislation, path=path).url == url


def test_a_provision_is_cited_with_its_legislation():
    cited = Provision(legislation=ACT, label="section 31(9)")
    assert str(cited) == "Care Standards Act 2000, section 31(9)"
    assert str(Provision(legislation=ACT)) == "Care Standards Act 2000"


SITE = "https://www.legislation.gov.uk"

# Each kind of law as a body cites it: its identifier and address, and what is no identifier of it.
KINDS = [
    ("act", "ukpga/2000/14", "uksi/2000/14"),
    ("act", "ukpga/Geo6/11-12/29", "ukpga/Geo6/29"),
    ("act", "ukpga/Will4and1Vict/7/26", "asp/2003/13"),
    ("regulations", "uksi/2015/541", "ssi/2015/541"),
    ("assimilated", "eur/2016/679", "uksi/2016/679"),
    ("scottish-act", "asp/2003/13", "ukpga/2003/13"),
    ("scottish-instrument", "ssi/2009/210", "uksi/2009/210"),
    ("welsh-act", "anaw/2014/4", "wsi/2014/4"),
    ("welsh-act", "asc/2021/1", "asc/2021"),
    ("welsh-act", "mwa/2011/1", ""),
    ("welsh-instrument", "wsi/2015/1988", "uksi/2015/1988"),
    ("northern-irish-act", "nia/2002/6", "nisr/2002/6"),
    ("northern-irish-act", "apni/Eliz2/14-15/6", "apni/6"),
    ("northern-irish-instrument", "nisi/1995/755", "nia/1995/755"),
    ("northern-irish-instrument", "nisr/2010/3", ""),
]
ELSEWHERE = (
    "guidance",
    "code-of-practice",
    "common-law",
    "prerogative",
    "charter",
    "byelaws",
    "court-order",
    "international-agreement",
)


def law(kind, identifier, **fields):
    return Legislation(code="law", title="Law", kind=kind, identifier=identifier, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "identifier", "wrong"), KINDS)
def test_each_kind_of_law_has_its_form_of_identifier(kind, identifier, wrong):
    # given
    right = law(kind, identifier)
    # then
    with pytest.raises(ValidationError) as refused:
        law(kind, wrong).full_clean()
    assert list(refused.value.message_dict) == ["identifier"]
    right.full_clean()
    right.save()
    assert right.url == f"{SITE}/{identifier}"
    assert kind_of_identifier(identifier) == kind


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ELSEWHERE)
def test_law_that_is_published_elsewhere_has_none(kind):
    # given
    right = law(kind, "", publication_url="https://example.org/law", extent="E+W")
    # then
    with pytest.raises(ValidationError) as refused:
        law(kind, "ukpga/2000/14").full_clean()
    assert list(refused.value.message_dict) == ["identifier"]
    right.full_clean()
    right.save()
    assert right.url == "https://example.org/law"
    assert right.get_extent_display() == "England and Wales"


def test_every_kind_of_law_is_tried():
    assert {kind for kind, _, _ in KINDS} | set(ELSEWHERE) == set(LawKind.values)


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("https://www.legislation.gov.uk/ukpga/2000/14/contents", "ukpga/2000/14"),
        ("legislation.gov.uk/id/ssi/2009/210/made", "ssi/2009/210"),
        ("https://www.legislation.gov.uk/asp/2003/13/", "asp/2003/13"),
        ("2000 c. 14", "ukpga/2000/14"),
        ("2003 asp 13", "asp/2003/13"),
        ("2014 anaw 4", "anaw/2014/4"),
        ("2021 asc 1", "asc/2021/1"),
        ("SI 2013/2094", "uksi/2013/2094"),
        ("S.I. 2015/1988 (W. 298)", "wsi/2015/1988"),
        ("SI 1995/755 (N.I. 2)", "nisi/1995/755"),
        ("SSI 2009/210", "ssi/2009/210"),
        ("S.R. 2010/3", "nisr/2010/3"),
        ("(EU) 2016/679", "eur/2016/679"),
        (" ukpga/2000/14 ", "ukpga/2000/14"),
        ("the Act", "the Act"),
    ],
)
def test_an_identifier_is_taken_from_an_address_or_a_citation(written, identifier):
    assert identifier_from(written) == identifier


@pytest.mark.django_db
def test_a_citation_is_kept_as_the_identifier():
    # given
    cited = law("regulations", "SI 2013/2094")
    # when
    cited.full_clean()
    # then
    assert cited.identifier == "uksi/2013/2094"
