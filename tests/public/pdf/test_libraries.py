"""Without the libraries that PDFs are set with, all else works."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from ropa.system_checks import pdfs_can_be_made
from ropa.typesetting import libraries
from tests.factories import approve, make_activity, make_notice, publish


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "missing_libraries", lambda: ["pango-1.0"])
    for module in ("ropa.public.pdf.views", "ropa.templatetags.pdf"):
        monkeypatch.setattr(f"{module}.can_make_pdfs", lambda: False)


@pytest.mark.usefixtures("without_pango")
def test_the_check_says_what_to_install() -> None:
    (message,) = pdfs_can_be_made()
    assert message.id == "ropa.W003"
    assert "pango-1.0" in message.msg
    assert libraries.PACKAGES in (message.hint or "")


@pytest.mark.usefixtures("without_pango")
def test_the_command_says_what_to_install(settings: Any) -> None:
    settings.REGISTER_ADDRESS = "https://register.example.org"
    with pytest.raises(CommandError, match=libraries.PACKAGES):
        call_command("make_pdfs")


@pytest.mark.django_db
@pytest.mark.usefixtures("without_pango")
def test_pages_do_not_offer_what_cannot_be_made(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)

    for path in (f"/notices/{notice.slug}", f"/register/{activity.reference}"):
        page = client.get(f"{path}/").content.decode()
        assert f"{path}.json" in page
        assert ".pdf" not in page
        answer = client.get(f"{path}.pdf")
        assert answer.status_code == 503
        assert "There is no PDF" in answer.text
        assert f'href="{path}/"' in answer.text
        assert "Retry-After" not in answer.headers
