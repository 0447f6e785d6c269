"""The command that makes the demonstration register: once, whole, and never in earnest."""

from __future__ import annotations

import logging
import subprocess
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from ropa.management.commands import demo
from ropa.models import Organisation


def counts():
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def run(**options):
    with override_settings(DEBUG=True):
        call_command("demo", no_serve=True, **options)


@pytest.mark.django_db
def test_a_port_alone_stands_for_an_address_on_this_machine(capsys):
    Organisation.objects.create(code="body", name="Body")
    run(addrport="8123")
    assert "http://127.0.0.1:8123/register/" in capsys.readouterr().out
    assert Organisation.objects.count() == 1


def test_it_is_refused_without_debug_in_one_sentence_that_says_what_to_do(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError) as refused:
        call_command("demo", no_serve=True)
    assert str(refused.value) == (
        "The demonstration has known passwords, so it runs only with DEBUG=1. "
        "For a real installation use manage.py migrate, create_roles and serve."
    )


@pytest.mark.django_db
def test_files_that_cannot_be_loaded_leave_nothing_behind(monkeypatch, tmp_path):
    (tmp_path / "bad.toml").write_text('[[teams]]\ncode = "a"\nname = "A"\norganisation = "b"\n')
    monkeypatch.setattr(demo, "FIXTURES", tmp_path)
    before = counts()
    with pytest.raises(CommandError, match="Nothing was loaded") as refused:
        run()
    assert "no organisation has the code “b”" in str(refused.value)
    assert counts() == before


@pytest.mark.django_db
def test_it_serves_when_the_register_is_made(monkeypatch):
    Organisation.objects.create(code="body", name="Body")
    served = []
    monkeypatch.setattr(demo, "bound_socket", lambda *at: nullcontext(at))
    monkeypatch.setattr(demo, "serve", lambda bound: served.append(bound.enter_result))
    with override_settings(DEBUG=True):
        call_command("demo", addrport="127.0.0.1:8123")
    assert served == [("127.0.0.1", 8123)]


def test_no_warning_of_late_heads_greets_whoever_tries_it_and_errors_still_do():
    log = logging.getLogger("ropa.actions.anchoring")
    with demo._quietly():
        assert not log.isEnabledFor(logging.WARNING)
        assert log.isEnabledFor(logging.ERROR)
    assert log.isEnabledFor(logging.WARNING)


# Where it may be served


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "[::]", "no-such-name.invalid"])
def test_it_is_not_served_to_other_machines_unless_that_is_said(monkeypatch, host):
    monkeypatch.setattr(demo, "bound_socket", lambda *at: pytest.fail("It listens."))
    with override_settings(DEBUG=True), pytest.raises(CommandError) as refused:
        call_command("demo", addrport=f"{host}:8123")
    assert "anybody could sign in and change everything" in str(refused.value)
    assert "--i-know-the-passwords-are-public" in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "options"),
    [
        ("127.0.0.1", {}),
        ("127.0.0.2", {}),
        ("[::1]", {}),
        ("localhost", {}),
        ("0.0.0.0", {"known_public": True}),
    ],
)
def test_it_is_served_to_this_machine_and_where_it_was_said(monkeypatch, host, options):
    Organisation.objects.create(code="body", name="Body")
    served = []
    monkeypatch.setattr(demo, "bound_socket", lambda *at: nullcontext(at))
    monkeypatch.setattr(demo, "serve", lambda bound: served.append(bound.enter_result))
    with override_settings(DEBUG=True):
        call_command("demo", addrport=f"{host}:8123", **options)
    assert served == [(host.strip("[]"), 8123)]


def test_the_script_says_why_in_its_help():
    helped = subprocess.run(
        ["bash", settings.BASE_DIR / "bin" / "demo", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert demo.PUBLIC_PASSWORDS in helped.stdout
    assert "anybody who gets there can sign in" in helped.stdout
