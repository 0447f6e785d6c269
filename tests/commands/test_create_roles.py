"""Creating the roles from the command line."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from ropa import permissions


@pytest.mark.django_db
def test_the_roles_are_created_and_told_and_a_second_run_adds_none(capsys):
    call_command("create_roles")
    call_command("create_roles")
    assert set(Group.objects.values_list("name", flat=True)) == {
        role.name for role in permissions.roles()
    }
    said = capsys.readouterr().out
    for role in permissions.roles():
        assert said.count(f"{role.name}: {role.description}") == 2
