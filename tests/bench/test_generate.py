"""The command that fills an empty register: what it says, and when it refuses."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from bench.generator.command import Command
from bench.generator.plans import MOST_ACTIVITIES
from bench.generator.register import MOST_NOTICES
from ropa.models import Notice, ProcessingActivity, Version
from tests.factories import make_activity


def run(*arguments, debug=True):
    out = io.StringIO()
    with override_settings(DEBUG=debug):
        call_command(Command(), *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_fills_approves_and_publishes_and_says_what_it_made(capsys):
    said = run("--activities", "12", "--seed", "5")
    assert said == "Entries: 12, notices: 1, organisations: 99, teams: 15, versions: 13.\n"
    assert ProcessingActivity.objects.count() == 12
    # No terminal, no progress bar, and no head for each version.
    assert capsys.readouterr().err == ""
    check = io.StringIO()
    call_command("verify_versions", stdout=check)
    assert check.getvalue().startswith("Versions: 13, all as they were made.")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.django_db
def test_at_a_terminal_it_shows_how_far_it_is(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run("--activities", "3", "--notices", "1")
    assert "notices published: 100%|" in terminal.getvalue()


@pytest.mark.django_db
def test_drafts_are_left_as_drafts():
    said = run("--activities", "12", "--no-approve", "--notices", "2")
    assert "notices: 2," in said
    assert said.endswith("versions: 0.\n")
    assert Notice.objects.count() == 2


@pytest.mark.django_db
def test_a_register_that_holds_entries_is_refused_and_what_to_do_is_said():
    make_activity()
    with pytest.raises(CommandError) as refused:
        run("--activities", "12")
    assert str(refused.value) == (
        "This register holds entries or notices, or has held some. Nothing was generated, so that "
        "nothing gets mixed up with them. What to do: name an empty database, for example "
        "DATABASE_URL=sqlite:///var/generated.sqlite3, run manage.py migrate, and then this "
        "command."
    )
    assert ProcessingActivity.objects.count() == 1
    assert not Version.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_loaded_is_told(monkeypatch, tmp_path):
    (tmp_path / "bad.toml").write_text('[[teams]]\ncode = "a"\nname = "A"\norganisation = "b"\n')
    monkeypatch.setattr("bench.generator.register.REFERENCE", (tmp_path,))
    with pytest.raises(CommandError, match="Nothing was generated") as refused:
        run("--activities", "12")
    assert "no organisation has the code “b”" in str(refused.value)


@pytest.mark.django_db
def test_it_is_refused_in_earnest_unless_somebody_insists():
    with pytest.raises(CommandError) as refused:
        run("--activities", "3", debug=False)
    assert str(refused.value) == (
        "This would fill a register in earnest with made-up entries, and what is approved cannot "
        "be deleted. Set DEBUG=1, or add --yes-fill-this-register if you are sure."
    )
    assert not ProcessingActivity.objects.exists()
    run("--activities", "3", "--no-approve", "--yes-fill-this-register", debug=False)
    assert ProcessingActivity.objects.count() == 3


@pytest.mark.parametrize(
    ("option", "value", "most"),
    [
        ("--activities", "0", MOST_ACTIVITIES),
        ("--activities", str(MOST_ACTIVITIES + 1), MOST_ACTIVITIES),
        ("--activities", "many", MOST_ACTIVITIES),
        ("--notices", "-1", MOST_NOTICES),
        ("--notices", str(MOST_NOTICES + 1), MOST_NOTICES),
    ],
)
def test_numbers_out_of_range_are_refused_with_the_range(option, value, most):
    with pytest.raises(CommandError, match=f"“{value}” is not a whole number from . to {most}"):
        run(f"{option}={value}")


def test_the_help_says_what_it_does_and_every_default():
    parser = Command().create_parser("python -m", "bench.generate")
    said = " ".join(parser.format_help().split())
    for words in (
        "Fill an empty register with made-up entries, about 30 parts each",
        "The same number and seed always make the same register.",
        "how many entries: up to 30,000 (default 100)",
        "another one makes another register (default 1)",
        "--approve, --no-approve",
        "(default: one for every 40 entries)",
        "--yes-fill-this-register",
    ):
        assert words in said
