"""Serving: the address is checked first, and every refusal is one sentence."""

import socket

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
def supervised(monkeypatch):
    """Records the processes that would have been kept going."""
    children = []

    class Recording:
        def __init__(self, given, _folder):
            children.extend(given)

        def run(self):
            pass

    monkeypatch.setattr(serve, "Supervisor", Recording)
    monkeypatch.setenv("REGISTER_ADDRESS", "")
    monkeypatch.delenv("REGISTER_ADDRESS")
    return children


def test_a_free_address_listens(free_port):
    for addrport in (f"127.0.0.1:{free_port}", str(free_port)):
        with serve.bound_socket(*serve.parse_address(addrport)) as listening:
            assert listening.getsockname() == ("127.0.0.1", free_port)
            socket.create_connection(("127.0.0.1", free_port), timeout=5).close()


def test_a_port_in_use_is_refused(taken_port):
    with pytest.raises(CommandError, match=r"already in use.*choose another with --addrport"):
        serve.bound_socket("127.0.0.1", taken_port)


@pytest.mark.parametrize("addrport", ["", "nonsense", "host:", "host:0", "host:65536", "a b:80"])
def test_what_is_not_an_address_is_refused(addrport):
    with pytest.raises(CommandError, match="is not an address to serve"):
        serve.parse_address(addrport)


@pytest.mark.django_db
def test_processes_and_a_worker_are_kept_going(supervised, free_port, capsys):
    call_command("serve", addrport=f"127.0.0.1:{free_port}", workers=3)

    assert [child.name for child in supervised] == [
        "web process 1",
        "web process 2",
        "web process 3",
        "worker",
    ]
    assert f"http://127.0.0.1:{free_port}/" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_worker_may_run_elsewhere(supervised, free_port):
    call_command("serve", addrport=f"127.0.0.1:{free_port}", no_worker=True)

    assert [child.name for child in supervised] == ["web process 1"]


def test_no_web_process_is_refused(supervised, free_port):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("serve", addrport=f"127.0.0.1:{free_port}", workers=0)
    assert not supervised


def test_without_names_to_answer_to_it_does_not_start(supervised, free_port, settings):
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = []
    with pytest.raises(CommandError, match="ALLOWED_HOSTS is not set"):
        call_command("serve", addrport=f"127.0.0.1:{free_port}")
    assert not supervised
