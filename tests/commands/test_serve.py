"""Serving: the address is checked first, and every refusal is one sentence."""

import os
import socket
import sys

import pytest
from django.core.management import CommandError, call_command

from ropa.management.commands import serve


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        yield listener.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def executed(monkeypatch):
    """Records the command that would have replaced this process."""
    commands = []
    monkeypatch.setattr(os, "execv", lambda _path, command: commands.append(command))
    monkeypatch.chdir(".")
    return commands


def test_a_free_address(free_port):
    assert serve.check_address(f"127.0.0.1:{free_port}") == ("127.0.0.1", free_port)
    assert serve.check_address(str(free_port)) == ("127.0.0.1", free_port)


def test_a_port_in_use_is_refused(taken_port):
    with pytest.raises(CommandError, match=r"already in use.*choose another with --addrport"):
        serve.check_address(f"127.0.0.1:{taken_port}")


@pytest.mark.parametrize("addrport", ["", "nonsense", "host:", "host:0", "host:65536", "a b:80"])
def test_what_is_not_an_address_is_refused(addrport):
    with pytest.raises(CommandError, match="is not an address to serve"):
        serve.check_address(addrport)


@pytest.mark.django_db
def test_the_process_becomes_the_server(executed, free_port, capsys):
    call_command("serve", addrport=f"127.0.0.1:{free_port}", workers=3)
    [command] = executed
    assert command[:4] == [sys.executable, "-m", "granian", "ropa.worker:application"]
    assert command[command.index("--port") + 1] == str(free_port)
    assert command[command.index("--workers") + 1] == "3"
    assert f"http://127.0.0.1:{free_port}/" in capsys.readouterr().out


def test_no_workers_is_refused(executed, free_port):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("serve", addrport=f"127.0.0.1:{free_port}", workers=0)
    assert not executed


def test_without_names_to_answer_to_it_does_not_start(executed, free_port, settings):
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = []
    with pytest.raises(CommandError, match="ALLOWED_HOSTS is not set"):
        call_command("serve", addrport=f"127.0.0.1:{free_port}")
    assert not executed
