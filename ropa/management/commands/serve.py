"""Serve the register over HTTP."""

import os
import re
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

DEFAULT_ADDRPORT = "127.0.0.1:8000"
# Name or IPv4 address, or IPv6 address in brackets; either may be left out.
ADDRPORT = re.compile(r"(?:(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):)?(?P<port>[0-9]{1,5})")


def check_address(addrport: str) -> tuple[str, int]:
    """Return the host and port that `addrport` names, once sure that they can be served.

    Raises CommandError when the text is not an address, or the address is not free.
    """
    match = ADDRPORT.fullmatch(addrport)
    if not match or not 0 < int(match["port"]) < 65536:
        raise CommandError(
            f"“{addrport}” is not an address to serve: write a host and a port, "
            f"for example {DEFAULT_ADDRPORT}."
        )
    host, port = (match["host"] or "127.0.0.1").strip("[]"), int(match["port"])

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server itself does, so that a port it has just left counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise CommandError(
            f"{addrport} cannot be served ({(error.strerror or str(error)).lower()}): stop what "
            "uses it, or choose another with --addrport."
        ) from error
    return host, port


def serve(host: str, port: int, workers: int = 1, *, with_worker: bool = True) -> NoReturn:
    """Say so, and replace this process with the web server, which runs until it is stopped.

    Raises CommandError when no visitor would be answered, and OperationalError when the database
    does not answer: better now, in one sentence, than as an error on every page.
    """
    if not settings.DEBUG and not settings.ALLOWED_HOSTS:
        raise CommandError(
            "ALLOWED_HOSTS is not set: set it to the names the register is reached by, with commas "
            "between, for example register.example.org."
        )
    connection.ensure_connection()
    connection.close()
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{port}"
    sys.stdout.write(f"Serving at {address}/ until stopped with Ctrl-C.\n")
    sys.stdout.flush()
    sys.stderr.flush()
    command = [
        *(sys.executable, "-m", "granian", "ropa.worker:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--no-ws"),
        # Each thread keeps a database connection, so their number is chosen, not left open.
        *("--blocking-threads", "4", "--backpressure", "64", "--workers-kill-timeout", "5"),
        *("--respawn-failed-workers", "--log-level", "warning"),
    ]
    os.chdir(settings.BASE_DIR)
    # While the register is tried out, this is where it is; elsewhere a check asks for the address.
    os.environ.setdefault("REGISTER_ADDRESS", address)
    if with_worker:
        # This process becomes the server, so the worker ends when the server does.
        subprocess.Popen([sys.executable, "manage.py", "work", "--with-parent"])
    os.execv(sys.executable, command)  # noqa: S606


class Command(BaseCommand):
    """`manage.py serve [--addrport HOST:PORT] [--workers N]`."""

    help = "Serve the register until stopped. Run `manage.py migrate` first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--addrport",
            default=DEFAULT_ADDRPORT,
            metavar="HOST:PORT",
            help=f"where to serve (default {DEFAULT_ADDRPORT})",
        )
        parser.add_argument(
            "--workers",
            type=int,
            default=1,
            metavar="N",
            help="how many server processes to run (default 1)",
        )

        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="leave the work in the background to workers that run elsewhere",
        )

    def handle(
        self, *args: Any, addrport: str, workers: int, no_worker: bool, **options: Any
    ) -> None:
        host, port = check_address(addrport)
        if workers < 1:
            raise CommandError("--workers must be 1 or more.")
        serve(host, port, workers, with_worker=not no_worker)
