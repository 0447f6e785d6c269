"""Lists answer whatever stands in their address."""

import pytest

from tests.admin.forms import signed_in
from tests.factories import make_channel, make_legislation, make_user

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/auth/user/"


@pytest.fixture
def client():
    return signed_in(make_user("Approver", is_superuser=True))


@pytest.mark.parametrize("odd", ["9999999999999999999", "9" * 40, "-" + "9" * 40, "٩" * 20, "%00"])
def test_a_filter_by_what_no_database_compares_leads_to_the_whole_list(client, odd):
    answer = client.get(f"{PEOPLE}?groups__id__exact={odd}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{PEOPLE}?e=1"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_filter_by_what_there_is_still_filters(client):
    person = make_user("Editor")
    [group] = person.groups.all()
    page = client.get(f"{PEOPLE}?groups__id__exact={group.pk}")
    assert list(page.context["cl"].result_list) == [person]


def test_a_row_named_by_a_field_without_a_name_is_found_by_its_number(client):
    page = f"/admin/ropa/legislation/{make_legislation().pk}"
    for end in ("change", "delete"):
        assert client.get(f"{page}/{end}/?_to_field=").status_code == 200


def test_each_cell_says_which_column_it_is_in_for_where_no_heads_are_seen(client):
    make_channel(name="<Tannoy>", also_called="loudspeaker")
    page = client.get("/admin/ropa/channel/?q=tannoy").text
    assert '<td data-label="Also called" class="field-also_called">loudspeaker</td>' in page
    assert '<td data-label="Checked at the source"' in page
    assert "&lt;Tannoy&gt;</a>" in page


def test_all_are_offered_where_a_search_left_some_out(client):
    make_channel(name="Tannoy")
    address = "/admin/ropa/channel/"
    assert "Show all" not in client.get(address).text
    assert "Show all" in client.get(f"{address}?q=Tannoy").text
