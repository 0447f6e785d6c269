"""Taking a starter pack from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from ropa.models import ProcessingActivity
from tests.factories import make_team, make_user

pytestmark = pytest.mark.django_db


def test_the_packs_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("take_pack")

    assert "everyone: Every public body" in capsys.readouterr().out


def test_entries_are_taken_but_for_those_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    make_team(code="office")
    arguments = ("police", "--team", "office", "--without", "police-custody")

    call_command("take_pack", *arguments, "--dry-run")
    assert not ProcessingActivity.objects.exists()
    call_command("take_pack", *arguments)
    call_command("take_pack", *arguments, "--renew")

    titles = set(ProcessingActivity.objects.values_list("title", flat=True))
    assert "Custody" not in titles
    assert f"Taken as drafts. Entries: {len(titles)}," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["moon-base"], "There is no pack “moon-base”. Packs are: "),
        (["everyone", "--team", "nobody"], "There is no team “nobody”."),
        (["everyone", "--team", "office", "--without", "sailing"], "has no entry sailing."),
        (["everyone", "--team", "office", "--by", "auditor"], "None of your roles lets you"),
        (["everyone", "--team", "office", "--by", "ghost"], "Nobody has the username “ghost”."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments: list[str], says: str) -> None:
    make_team(code="office")
    make_user("Auditor", username="auditor")

    with pytest.raises(CommandError, match=says.replace("(", r"\(")):
        call_command("take_pack", *arguments)
