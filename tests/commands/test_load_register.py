"""Loading a folder from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from ropa.models import Organisation

pytestmark = pytest.mark.django_db

GOOD = '[[organisations]]\ncode = "council"\nname = "Example Council"\n'


def test_a_good_folder_loads_and_says_what_it_took(tmp_path, capsys):
    (tmp_path / "bodies.toml").write_text(GOOD)
    call_command("load_register", str(tmp_path))
    assert capsys.readouterr().out == (
        "Rows created: 1, changed: 0, removed: 0, left as they were: 0.\n"
    )
    call_command("load_register", str(tmp_path))
    assert (
        "Rows created: 0, changed: 0, removed: 0, left as they were: 1." in capsys.readouterr().out
    )


def test_a_problem_is_told_and_nothing_is_loaded(tmp_path):
    (tmp_path / "bodies.toml").write_text(GOOD + 'colour = "red"\n')
    with pytest.raises(CommandError) as refused:
        call_command("load_register", str(tmp_path))
    assert str(refused.value) == (
        f"Nothing was loaded.\n{tmp_path.name}/bodies.toml, organisations 1: organisation has no "
        "“colour”. Correct the name or take it out."
    )
    assert not Organisation.objects.exists()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere is not a folder: name the folder"):
        call_command("load_register", str(tmp_path / "nowhere"))
