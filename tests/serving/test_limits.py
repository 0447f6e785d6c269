"""How large a body may be follows from the address and whether a session is brought."""

import pytest
from django.urls import reverse

from ropa.imports.reading import limits as imports
from ropa.serving import limits
from ropa.serving.limits import body_limit, has_cookie


@pytest.mark.parametrize(
    ("path", "cookies", "expected"),
    [
        ("/account/login/", "", limits.BODY_OF_VISITORS),
        ("/admin/import/", "", limits.BODY_OF_VISITORS),
        ("/admin/import/", "other=1; session=", limits.BODY_OF_VISITORS),
        ("/admin/ropa/notice/1/change/", "session=abc", limits.BODY_OF_STAFF),
        ("/search/", "session=abc", limits.BODY_OF_STAFF),
        ("/admin/import/", "csrf=1; session=abc", limits.BODY_OF_IMPORTS),
        ("/admin/import/7/", "session=abc", limits.BODY_OF_IMPORTS),
    ],
)
def test_the_bound(path, cookies, expected):
    assert body_limit(path, cookies, "session") == expected


def test_a_cookie_is_known_by_its_whole_name():
    assert not has_cookie("other_session=1; sessions=2; session", "session")
    assert has_cookie("a=b;session=1", "session")


def test_a_file_of_the_largest_size_that_is_taken_passes():
    assert limits.BODY_OF_IMPORTS > imports.FILE_SIZE


def test_imports_are_brought_to_the_address_that_is_meant():
    assert reverse("admin:import").startswith(limits.IMPORT_PATHS)
