"""Ask a server for one page over and over, and say how fast it answers."""

from __future__ import annotations

import http.client
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass

PROCESSES = 2
CONNECTIONS = 4
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class LoadResult:
    """How many requests, how many a second, and in how many milliseconds half and 99 % of them
    were answered."""

    requests: int
    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, eq=False)
class LoadTarget:
    """What to ask for, and what must come back."""

    name: str
    path: str
    headers: Mapping[str, str]
    status: int = 200


def request_once(port: int, target: LoadTarget) -> tuple[http.client.HTTPResponse, bytes]:
    """Return the answer to one request. Raises `RuntimeError` for another status than expected."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", target.path, headers=dict(target.headers))
    response = connection.getresponse()
    content = response.read()
    connection.close()
    if response.status != target.status:
        raise RuntimeError(f"{target.path} answered {response.status}, not {target.status}")
    return response, content


def measure(port: int, target: LoadTarget, seconds: float) -> LoadResult:
    """Return how fast a page is answered to several connections at once."""
    request_once(port, target)
    return (_with_wrk if shutil.which("wrk") else _with_python)(port, target, seconds)


def _with_wrk(port: int, target: LoadTarget, seconds: float) -> LoadResult:
    headers = [
        part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")
    ]
    connections = str(PROCESSES * CONNECTIONS)
    command = ["wrk", "--latency", "-t", str(PROCESSES), "-c", connections]
    command += ["-d", f"{seconds:.0f}s", *headers, f"http://127.0.0.1:{port}{target.path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    requests = re.search(r"([0-9]+) requests in", said)
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    within = {
        share: float(number) * UNITS[unit]
        for share, number, unit in re.findall(r"(50|99)%\s+([0-9.]+)(us|ms|s)", said)
    }
    if rate is None or requests is None:
        raise RuntimeError(f"wrk said nothing to go by:\n{said}")
    return LoadResult(int(requests[1]), float(rate[1]), within["50"], within["99"])


def _with_python(port: int, target: LoadTarget, seconds: float) -> LoadResult:
    with ProcessPoolExecutor(PROCESSES) as processes:
        started = [processes.submit(_in_processes, port, target, seconds) for _ in range(PROCESSES)]
        times = sorted(each for one in started for each in one.result())
    steps = statistics.quantiles(times, n=100)
    return LoadResult(len(times), len(times) / seconds, steps[49] * 1000, steps[98] * 1000)


def _in_processes(port: int, target: LoadTarget, seconds: float) -> list[float]:
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        started = [
            threads.submit(_on_one_connection, port, target, seconds) for _ in range(CONNECTIONS)
        ]
        return [each for one in started for each in one.result()]


def _on_one_connection(port: int, target: LoadTarget, seconds: float) -> list[float]:
    times: list[float] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = dict(target.headers)
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        connection.request("GET", target.path, headers=headers)
        response = connection.getresponse()
        response.read()
        times.append(time.perf_counter() - began)
        if response.status != target.status:
            raise RuntimeError(f"{target.path} answered {response.status}, not {target.status}")
    connection.close()
    return times
