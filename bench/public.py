"""How fast public pages are, against a view that does nothing: `.venv/bin/python -m bench.public`.

Makes a demonstration register in a folder of its own, serves it as a real installation is served,
with two worker processes, and asks in turns for each page. Takes about a minute.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .load import LoadResult, LoadTarget, measure, request_once

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
GZIP = {"Accept-Encoding": "gzip"}
MANAGE = (sys.executable, "manage.py")


class Turn(NamedTuple):
    """What was measured in one turn, with the processor time of the server for each request."""

    measured: LoadResult
    processor_ms: float


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each page has its turn")
    parser.add_argument("--seconds", type=float, default=2, help="how long a turn is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _register(Path(folder)) as (port, server):
        targets = _targets(Path(folder), port)
        turns: dict[LoadTarget, list[Turn]] = {target: [] for target in targets}
        for _ in range(options.rounds):
            for target, taken in turns.items():
                before = _processor_seconds(server)
                measured = measure(port, target, options.seconds)
                used = _processor_seconds(server) - before
                taken.append(Turn(measured, 1000 * used / measured.requests))
    _print(turns)


@contextmanager
def _register(folder: Path) -> Iterator[tuple[int, int]]:
    """Serve a demonstration register, and give the port and the group of the server's processes."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/register.sqlite3",
        "HEADS_FILE": str(folder / "heads.log"),
        "BENCH_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SECRET_KEY": "for-measuring-only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "REGISTER_ADDRESS": "http://127.0.0.1",
    }
    trying = environment | {"DEBUG": "1"}
    real = environment | {"DEBUG": "0"}
    _run("demo", "--no-serve", environment=trying)
    _run("collectstatic", "--noinput", environment=real)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*MANAGE, "serve", "--addrport", f"127.0.0.1:{port}", "--workers", "2"]
    server = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=real, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _run(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603
        [*MANAGE, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True
    )


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            request_once(port, LoadTarget("", "/notices/", {}))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")


def _targets(folder: Path, port: int) -> list[LoadTarget]:
    """Return what to measure, the largest notice first found and copied for the constant view."""
    _, listed = request_once(port, LoadTarget("", "/notices/", {}))
    paths = set(re.findall(r'href="(/notices/[\w-]+/)"', listed.decode()))
    pages = {path: request_once(port, LoadTarget("", path, {}))[1] for path in paths}
    for path, page in list(pages.items()):
        # A notice of several sections is an overview, with everything on one page beside it.
        if f'href="{path}whole/"'.encode() in page:
            whole = f"{path}whole/"
            pages[whole] = request_once(port, LoadTarget("", whole, {}))[1]
    largest = max(pages, key=lambda path: len(pages[path]))
    (folder / "page.html").write_bytes(pages[largest])
    response, compressed = request_once(port, LoadTarget("", largest, GZIP))
    etag = response.headers["ETag"]
    print(f"{largest}: {len(pages[largest]):,} bytes, {len(compressed):,} under gzip\n")  # noqa: T201
    return [
        LoadTarget("constant view", "/bench/constant/", {}),
        LoadTarget("notice", largest, {}),
        LoadTarget("constant view, gzip", "/bench/constant/", GZIP),
        LoadTarget("notice, gzip", largest, GZIP),
        LoadTarget("notice, 304", largest, GZIP | {"If-None-Match": etag}, status=304),
        LoadTarget("record, gzip", "/register/", GZIP),
        LoadTarget("search, gzip", "/search/?q=foster+health", GZIP),
    ]


def _processor_seconds(group: int) -> float:
    """Return the processor time that the processes of a group have had, as Linux counts it."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _print(turns: dict[LoadTarget, list[Turn]]) -> None:
    """Print the median turn of each page, and of its rates against the constant view's next to
    which each was taken."""
    named = {target.name: taken for target, taken in turns.items()}
    heads = ("requests/s", "p50 ms", "p99 ms", "CPU ms", "ratio")
    print(" " * 22 + "".join(f"{head:>12}" for head in heads))  # noqa: T201
    for target, taken in turns.items():
        constant = named["constant view, gzip" if target.headers else "constant view"]
        rates = [turn.measured.rate for turn in taken]
        ratios = [rate / beside.measured.rate for rate, beside in zip(rates, constant, strict=True)]
        columns = (
            f"{statistics.median(rates):.0f}",
            f"{statistics.median(turn.measured.p50 for turn in taken):.1f}",
            f"{statistics.median(turn.measured.p99 for turn in taken):.1f}",
            f"{statistics.median(turn.processor_ms for turn in taken):.2f}",
            f"{statistics.median(ratios):.2f}",
        )
        print(f"{target.name:22}" + "".join(f"{column:>12}" for column in columns))  # noqa: T201


if __name__ == "__main__":
    main()
