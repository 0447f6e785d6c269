"""Serve the register over HTTP."""

import os
import re
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ropa.health.exporting import figures_served
from ropa.serving.supervisor import Supervisor, web_children, worker_child

DEFAULT_ADDRPORT = "127.0.0.1:8000"
# How many connections may wait until a process takes them.
BACKLOG = 1024
# Name or IPv4 address, or IPv6 address in brackets; either may be left out.
ADDRPORT = re.compile(r"(?:(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):)?(?P<port>[0-9]{1,5})")


def parse_address(addrport: str) -> tuple[str, int]:
    """Return the host and port that `addrport` names. Raises CommandError if it is no address."""
    match = ADDRPORT.fullmatch(addrport)
    if not match or not 0 < int(match["port"]) < 65536:
        raise CommandError(
            f"“{addrport}” is not an address to serve: write a host and a port, "
            f"for example {DEFAULT_ADDRPORT}."
        )
    return (match["host"] or "127.0.0.1").strip("[]"), int(match["port"])


def bound_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises CommandError when the address is not free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            # A port that a server has just left counts as free.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise CommandError(
            f"{host}:{port} cannot be served ({(error.strerror or str(error)).lower()}): stop what "
            "uses it, or choose another with --addrport."
        ) from error
    return listening


def serve(listening: socket.socket, workers: int = 1, *, with_worker: bool = True) -> None:
    """Say so, and serve on a socket until told to stop, with so many processes and, unless it runs
    elsewhere, a worker beside them.

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
    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    sys.stdout.write(f"Serving at {address}/ until stopped with Ctrl-C.\n")
    sys.stdout.flush()
    # While the register is tried out, this is where it is; elsewhere a check asks for the address.
    os.environ.setdefault("REGISTER_ADDRESS", address)
    with figures_served():
        children = web_children(workers, listening.fileno())
        if with_worker:
            children.append(worker_child())
        Supervisor(children, settings.BASE_DIR).run()


class Command(BaseCommand):
    """`manage.py serve [--addrport HOST:PORT] [--workers N] [--no-worker]`."""

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
        if workers < 1:
            raise CommandError("--workers must be 1 or more.")
        with bound_socket(*parse_address(addrport)) as listening:
            serve(listening, workers, with_worker=not no_worker)
