"""What the compose file, the Dockerfile and the proxy's configuration promise, as they are read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
ENVIRONMENT = (ROOT / ".env.example").read_text("utf-8")
OURS = ("web", "worker", "migrate", "backup")


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_can_do_more_than_it_needs(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert set(service.get("cap_add", [])) <= ({"NET_BIND_SERVICE"} if name == "proxy" else set())
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert {"mem_limit", "cpus", "pids_limit"} <= set(service)
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_the_proxy_alone_is_reached_from_outside():
    published = {name: each["ports"] for name, each in SERVICES.items() if "ports" in each}
    assert published == {"proxy": ["80:80", "443:443"]}


def test_the_database_is_on_a_network_without_a_way_out():
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["proxy"]["networks"] == ["outside"]


def test_nobody_is_root():
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    users = {
        stage.split(" AS ")[1].split()[0]: re.findall(r"^USER (.+)$", stage, re.MULTILINE)
        for stage in stages
    }
    assert users == {"packages": [], "proxy": ["10002:10002"], "register": ["10001:10001"]}
    for name, service in SERVICES.items():
        built = service.get("build", {}).get("target")
        assert built in {"proxy", "register"} or service["user"] == "postgres", name


def test_every_image_is_of_an_exact_version():
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    images += [each["image"] for each in SERVICES.values() if "build" not in each]
    assert len(images) == 4
    for image in images:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+", image), image


def test_the_client_programs_are_as_new_as_the_server():
    # Debian trixie, on which both images stand, has PostgreSQL 17.
    assert SERVICES["database"]["image"].startswith("postgres:17.")
    assert "-slim-trixie AS register" in DOCKERFILE


def test_the_image_that_runs_has_no_pip_of_the_register_and_no_compiler():
    run = DOCKERFILE.partition("AS register")[2]
    assert "pip install" not in run
    assert "COPY --from=packages" in run
    assert not re.search(r"\b(gcc|build-essential|-dev)\b", DOCKERFILE)


def test_services_wait_for_what_they_need():
    def waits(name: str) -> dict[str, str]:
        return {on: how["condition"] for on, how in SERVICES[name]["depends_on"].items()}

    assert waits("proxy") == {"web": "service_healthy"}
    assert waits("migrate") == {"database": "service_healthy"}
    for name in ("web", "worker"):
        assert waits(name) == {"migrate": "service_completed_successfully"}
    assert "/health/ready/" in DOCKERFILE
    assert "pg_isready" in SERVICES["database"]["healthcheck"]["test"][1]


@pytest.mark.parametrize("name", OURS)
def test_the_commands_are_those_of_the_register(name):
    words = " ".join(SERVICES[name].get("command", []))
    for command, options in re.findall(r"manage\.py (\w+)((?: --[\w-]+)*)", words):
        done = subprocess.run(
            [sys.executable, "manage.py", command, "--help"],
            cwd=ROOT,
            env=os.environ | {"DEBUG": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        for option in options.split():
            assert option in done.stdout


def test_the_image_is_built_from_what_it_copies(tmp_path):
    """As `COPY . .` and the command after it: whatever that needs is not left out."""
    left_out = shutil.ignore_patterns(
        *(line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text().split())
    )
    shutil.copytree(ROOT, tmp_path / "image", ignore=left_out)
    [command] = re.findall(r"^RUN (SECRET_KEY=.+?) \\$", DOCKERFILE, re.MULTILINE)
    subprocess.run(
        ["sh", "-c", command.replace("python ", f"{sys.executable} ", 1)],
        cwd=tmp_path / "image",
        env={"PATH": os.environ["PATH"]},
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "image" / "var" / "static" / "staticfiles.json").exists()


def test_nothing_secret_goes_into_the_image():
    assert ".*" in (ROOT / ".dockerignore").read_text().split()
    for line in ENVIRONMENT.splitlines():
        if line.startswith(("SECRET_KEY=", "POSTGRES_PASSWORD=")):
            assert line.endswith("=")


def test_what_compose_needs_is_in_the_template():
    needed = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert needed <= set(re.findall(r"^([A-Z_]+)=", ENVIRONMENT, re.MULTILINE))
