"""In the recommended setting `manage.py check --deploy` finds nothing to say."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def recommended(folder: Path) -> dict[str, str]:
    """The environment that .env.example and docker-compose.yml make together."""
    template = (ROOT / ".env.example").read_text("utf-8")
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", template, re.MULTILINE))
    return given | {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": "postgres://register:password@database:5432/register",
        "BEHIND_HTTPS_PROXY": "1",
        "HEADS_FILE": str(folder / "heads.log"),
    }


def checked(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_found(tmp_path):
    done = checked(recommended(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"), [("SECURE_HSTS_SECONDS", "0"), ("SECRET_KEY", "short"), ("EMAIL_URL", "")]
)
def test_what_is_left_out_is_found(tmp_path, name, value):
    done = checked(recommended(tmp_path) | {name: value})
    assert done.returncode == 1
