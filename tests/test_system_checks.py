"""What `manage.py check` says about the heads."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import connection

from ropa import system_checks
from ropa.system_checks import address_is_known, heads_are_kept, search_can_be_made


def ids():
    return [message.id for message in heads_are_kept()]


def test_a_file_that_can_be_written_is_well(settings, tmp_path):
    settings.HEADS_FILE = tmp_path / "heads.log"
    assert ids() == []
    settings.HEADS_FILE.touch()
    assert ids() == []


def test_no_file_is_a_warning(settings):
    settings.HEADS_FILE = None
    assert ids() == ["ropa.W001"]


def test_a_folder_that_is_not_there_is_a_warning(settings, tmp_path):
    settings.HEADS_FILE = tmp_path / "missing" / "heads.log"
    assert ids() == ["ropa.W002"]


@pytest.mark.django_db
def test_the_check_runs_with_the_others(settings):
    settings.HEADS_FILE = None
    assert "ropa.W001" in [message.id for message in run_checks()]


def test_sqlite_without_full_text_search_is_an_error(monkeypatch):
    assert search_can_be_made() == []
    monkeypatch.setattr(system_checks, "_SEARCH", "CREATE VIRTUAL TABLE tried USING nosuch(tokens)")
    monkeypatch.setattr(connection, "vendor", "sqlite")

    (message,) = search_can_be_made()

    assert message.id == "ropa.E001"
    assert "no such module" in message.msg


@pytest.mark.parametrize(
    ("debug", "address", "found"),
    [
        (True, "", []),
        (False, "https://register.example.org", []),
        (False, "", ["ropa.E002"]),
    ],
)
def test_the_address_of_the_site_must_be_known_where_it_is_real(settings, debug, address, found):
    settings.DEBUG, settings.REGISTER_ADDRESS = debug, address
    assert [message.id for message in address_is_known()] == found
