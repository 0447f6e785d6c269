"""An application that adds to the register shows only where it is used, and can be left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from ropa import environment
from ropa.extensions import extensions
from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.models import Notice, ProcessingActivity
from ropa.public.areas import areas_now
from tests.factories import approve, make_activity, make_notice, make_regime, make_user, publish

ROOT = Path(settings.BASE_DIR)
LINKS = re.compile(r'href="(/[^"#?]*)')
# What the public does not read, and files.
PASSED_OVER = re.compile(r"/(admin|account|static|api)/|\.\w+$")
SAYS_IT = re.compile(r".{0,40}(?:inspection|regime).{0,40}", re.IGNORECASE)


@pytest.fixture
def school(db: None) -> None:
    """The register of a school alone: inspections are installed, and nobody has written of any."""
    load([row for name in ("reference", "school") for row in read_folder(ROOT / "fixtures" / name)])
    for activity in ProcessingActivity.objects.all():
        approve(activity)
    for notice in Notice.objects.all():
        publish(notice)


def pages_of_the_site(client: Client) -> dict[str, str]:
    """Every page that links lead to from the home page."""
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        found[address] = response.text
        linked = set(LINKS.findall(response.text))
        waiting += [
            each
            for each in linked
            if each not in found and each not in waiting and not PASSED_OVER.search(each)
        ]
    return found


def test_without_regimes_no_public_page_says_a_word_of_inspections(
    school: None, client: Client
) -> None:
    # when
    pages = pages_of_the_site(client) | {
        address: client.get(address).text
        for address in ("/search/?q=pupil", "/search/", "/nowhere/", "/sitemap.xml")
    }

    # then
    assert len(pages) > 50
    said = {address: SAYS_IT.findall(page) for address, page in pages.items()}
    assert {address: words for address, words in said.items() if words} == {}


def test_without_regimes_there_is_no_page_of_inspections(school: None, client: Client) -> None:
    assert client.get("/inspections/").status_code == 404
    assert areas_now() == ()


@pytest.mark.parametrize("role", ["Approver", "Data protection lead", "Auditor"])
def test_without_regimes_staff_are_shown_nothing_of_inspections(
    school: None, client: Client, role: str
) -> None:
    client.force_login(make_user(role))
    for address in ("/admin/", "/admin/export/"):
        response = client.get(address)
        assert response.status_code == 200
        assert SAYS_IT.findall(response.text) == [], address


@pytest.mark.django_db
def test_staff_are_shown_inspections_once_there_is_a_regime(client: Client) -> None:
    make_regime(title="Visits")
    client.force_login(make_user("Approver"))

    assert "/admin/inspections/inspectionregime/" in client.get("/admin/").text
    assert "Inspection regime" in client.get("/admin/export/").text


@pytest.mark.django_db
def test_every_menu_leads_to_inspections_once_one_is_published(client: Client) -> None:
    # given a notice without a regime, whose page somebody has
    activity = make_activity()
    approve(activity)
    plain = make_notice(activity)
    publish(plain)
    address = f"/notices/{plain.slug}/"
    before = client.get(address)
    assert "/inspections/" not in before.text

    # when a regime is published with another notice
    other = make_notice(activity)
    make_regime(section=other.sections.get())
    publish(other)

    # then the page is another one, though its notice is the same
    again = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 200
    for page in (again, client.get("/"), client.get("/cookies/"), client.get("/search/")):
        assert page.text.count('href="/inspections/"') >= 2, page.request["PATH_INFO"]
    assert 'href="/inspections/">Inspections</a></li>' in client.get("/nowhere/").text
    assert "http://testserver/inspections/" in client.get("/sitemap.xml").text


WITHOUT = """
    import django
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.test import Client

    from ropa.api.openapi import openapi_document
    from ropa.extensions import extensions
    from ropa.tables.shapes import tables

    call_command("demo", "--no-serve")
    assert not apps.is_installed("inspections")
    assert extensions() == () and "regimes" not in tables()
    client = Client(headers={"host": "127.0.0.1"})
    for address in ("/", "/notices/social-care/", "/search/?q=foster", "/sitemap.xml", "/api/"):
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        assert 'href="/inspections/' not in response.content.decode(), address
    for address in ("/inspections/", "/nowhere/", "/api/v1/regimes"):
        assert client.get(address).status_code == 404, address
    assert "/api/v1/regimes" not in openapi_document()["paths"]
    print("All is well.")
"""


def test_the_register_works_without_the_application(tmp_path: Path) -> None:
    # when
    done = subprocess.run(
        [sys.executable, "-c", dedent(WITHOUT)],
        cwd=ROOT,
        env=os.environ
        | {
            "EXTENSIONS": "none",
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{tmp_path}/register.sqlite3",
            "HEADS_FILE": str(tmp_path / "heads.log"),
            "DJANGO_SETTINGS_MODULE": "ropa.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    # then
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("All is well.\n")


def test_what_is_installed_is_registered_once() -> None:
    assert [each.name for each in extensions()] == settings.EXTENSIONS == ["inspections"]


def test_the_product_names_no_application_that_adds_to_it() -> None:
    named = re.compile(rf"\b({'|'.join(settings.EXTENSIONS)})[:./]|InspectionRegime|v1:regimes")
    places = [
        *(ROOT / "ropa").rglob("*.py"),
        *(ROOT / "templates").rglob("*.*"),
        *(ROOT / "static" / "ropa").rglob("*.*"),
    ]
    found = {
        str(path.relative_to(ROOT))
        for path in places
        if path.suffix in {".py", ".html", ".txt", ".xml", ".js", ".css"}
        and "migrations" not in path.parts
        and named.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


# The setting


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ["inspections"]), ("none", []), (" bench , inspections", ["bench", "inspections"])],
)
def test_which_applications_are_named(
    monkeypatch: pytest.MonkeyPatch, text: str, names: list[str]
) -> None:
    monkeypatch.setenv("EXTENSIONS", text)
    assert environment.extensions("EXTENSIONS", default=["inspections"]) == names


@pytest.mark.parametrize("text", ["no_such_application", "two words", "ropa.models"])
def test_an_application_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("EXTENSIONS", text)
    with pytest.raises(ImproperlyConfigured, match=f"EXTENSIONS names “{text}”"):
        environment.extensions("EXTENSIONS", default=["inspections"])
