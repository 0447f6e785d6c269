"""What the archives of comma-separated files say of themselves is true: a validator made elsewhere
agrees, with the register of the demonstration."""

from __future__ import annotations

import json
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from csvw import CSVW

from ropa.reports.selection import Selection

from .making import report_bytes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engine_free,
    pytest.mark.usefixtures("demo_register"),
]


def unpacked(content: bytes, folder: Path) -> Path:
    """Unpack an archive, and return where its description stands."""
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / "csv-metadata.json"


def is_valid(described: Path) -> bool:
    """Whether files are what their description says, as a validator of CSV on the Web has it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bool(CSVW(str(described), validate=True).is_valid)
        except ValueError:  # of a foreign key
            return False


@pytest.mark.parametrize("choice", [{}, {"is_public": True}, {"is_draft": True}])
def test_a_validator_finds_the_description_true(tmp_path, choice):
    assert is_valid(unpacked(report_bytes("csv-sheets", Selection(**choice)), tmp_path))


def _with_longest(description: dict[str, Any], longest: int) -> None:
    for table in description["tables"]:
        for column in table["tableSchema"]["columns"]:
            if "maxLength" in str(column.get("datatype")):
                column["datatype"]["maxLength"] = longest


def _with_other_owners(description: dict[str, Any], _: int) -> None:
    for table in description["tables"]:
        for key in table["tableSchema"].get("foreignKeys", ()):
            key["reference"]["columnReference"] = "title"


@pytest.mark.parametrize("spoil", [_with_longest, _with_other_owners])
def test_a_validator_finds_a_false_description(tmp_path, spoil):
    path = unpacked(report_bytes("csv-sheets"), tmp_path)
    assert is_valid(path)
    description = json.loads(path.read_text())
    spoil(description, 2)
    path.write_text(json.dumps(description))
    assert not is_valid(path)
