"""Where the public reads the law."""

import pytest

from ropa.models import Legislation, Provision

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
