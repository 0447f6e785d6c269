"""The register is under MIT; what it brings along keeps its own licence; nothing is under AGPL."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LICENCES = (ROOT / "docs" / "licences.md").read_text("utf-8")
VENDORED = sorted(path.parent for path in (ROOT / "static").glob("*/VERSION"))


def licence_of(package: str) -> str:
    """What a package says of its own licence, in all the places where it may."""
    found = metadata.metadata(package)
    classifiers = [each for each in found.get_all("Classifier") or [] if each.startswith("License")]
    return " ".join([found.get("License-Expression") or found.get("License") or "", *classifiers])


def installed() -> list[str]:
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text(), re.M)
    there = {each.name.lower().replace("_", "-") for each in metadata.distributions() if each.name}
    return [name for name in names if name.lower().replace("_", "-") in there]


def test_its_own_licence_is_said_everywhere_alike():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert "MIT" in LICENCES


def test_what_is_brought_along_is_found():
    assert [folder.name for folder in VENDORED] == ["fonts", "govuk"]


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_what_is_brought_along_is_listed_with_its_licence(folder):
    [row] = [line for line in LICENCES.splitlines() if f"`static/{folder.name}/`" in line]
    version = (folder / "VERSION").read_text("utf-8")
    name, number = version.splitlines()[0].rsplit(" ", 1)
    assert number in row
    [licence] = re.findall(r"Licence: (.+), see LICENSE\.txt", version)
    assert licence in row
    assert len((folder / "LICENSE.txt").read_text("utf-8")) > 500
    assert name


def test_no_package_it_runs_on_is_under_agpl():
    packages = installed()
    assert len(packages) > 40
    for package in packages:
        licence = licence_of(package)
        assert "AGPL" not in licence, package
        assert "Affero" not in licence, package
