"""A forger who makes a fitting manifest is found out, by the program and by what needs none."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ropa.actions.approving import approve_activity
from ropa.actions.publishing import publish_notice
from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.actions.submitting import return_to_keepers, submit
from ropa.documents.heads_file import read_heads, read_package_digests
from ropa.models import Decision
from ropa.reports.evidence import verify
from ropa.reports.evidence.chain_file import line_of
from ropa.reports.evidence.noting import note_package
from ropa.reports.evidence.package import EVIDENCE, verifier
from ropa.reports.evidence.readme import README
from ropa.reports.evidence.verification import check
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.factories import make_activity, make_notice, make_regulator, make_user
from tests.reports.evidence.test_package import members, repacked, with_fitting_manifest

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]


@dataclass(frozen=True)
class Made:
    """A package, and what its register noted down when it was made."""

    path: Path
    heads: Path

    @property
    def content(self) -> dict[str, bytes]:
        return members(self.path)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Made:
    """Of a register with every kind of decision about entries, made where heads are noted down."""
    folder = tmp_path_factory.mktemp("evidence")
    package, heads = folder / "register.evidence.zip", folder / "heads.log"
    before, settings.HEADS_FILE = settings.HEADS_FILE, heads
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            _decide_much()
            package.write_bytes(b"".join(EVIDENCE.write(report(Selection()))))
            transaction.set_rollback(True)
    finally:
        settings.HEADS_FILE = before
    return Made(package, heads)


def _decide_much() -> None:
    approver, editor = make_user("Approver"), make_user("Approver")
    entry = make_activity()
    submit(subject=entry, by=editor, reason="It is ready.")
    return_to_keepers(subject=entry, by=approver, reason="Not yet.")
    approve_activity(activity=entry, by=approver, reason="It is right.")
    retire_activity(activity=entry, by=approver, reason="It ended.", change_note="Ended.")
    reinstate_activity(activity=entry, by=approver, reason="It goes on.", change_note="Goes on.")
    make_regulator()
    publish_notice(notice=make_notice(entry), by=approver, reason="Out with it.")


def by_the_program(path: Path, made: Made) -> list[str]:
    return check(path, read_heads([made.heads])[0], read_package_digests([made.heads])).faults


def by_hand(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run verify.py with the standard library alone."""
    command = [sys.executable, "-I", "-S", verify.__file__, str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_was_made_is_sound_to_the_last_byte(made):
    # when
    found = check(made.path, (), read_package_digests([made.heads]))
    alone = by_hand(made.path, "--heads", str(made.heads))
    # then
    assert found.faults == []
    assert "Every byte is as it was" in found.unproved
    assert (alone.returncode, alone.stderr) == (0, "")
    assert "Every byte is as it was" in alone.stdout
    assert f"Decisions: {found.decisions}," in alone.stdout


def test_the_digest_of_the_file_vouches_as_well(made):
    digest = sha256(made.path.read_bytes()).hexdigest()
    assert "Every byte" in by_hand(made.path, "--digest", digest).stdout
    assert by_hand(made.path, "--digest", "0" * 64).returncode == 1


def test_without_what_was_noted_down_it_says_what_is_not_proved(made):
    said = by_hand(made.path).stdout
    assert "Not proved" in said
    assert "the versions, for want of a head" in said


def test_only_the_program_finds_a_changed_file_of_the_register_and_both_say_so(made, tmp_path):
    # given
    milder = {**made.content, "register.csv": b"All is well."}
    forged = repacked(tmp_path / "forged.zip", with_fitting_manifest(milder))
    heads = tmp_path / "heads.log"
    head = json.loads(made.content["manifest.json"])["about"]["head"]
    heads.write_text(f"{head['sequence']} {head['row_hash']} {head['created_at']}\n")
    # when
    alone = by_hand(forged, "--heads", str(heads))
    # then
    assert alone.returncode == 0
    (said,) = [line for line in alone.stdout.splitlines() if "register.csv" in line]
    assert "register.xlsx" in said
    assert "only the register’s program" in said
    assert "register.pdf" in alone.stdout
    assert "for want of a head" not in alone.stdout
    assert [fault.split()[0] for fault in check(forged).faults] == ["register.csv"]
    sound = check(made.path).unproved
    assert "register.pdf" in sound
    assert "register.csv" not in sound


@pytest.fixture
def unpacked(made, tmp_path) -> Path:
    folder = tmp_path / "unpacked"
    with ZipFile(made.path) as archive:
        archive.extractall(folder)
    return folder


def test_the_folder_it_was_unpacked_to_is_checked_as_well(made, unpacked):
    # when
    alone = by_hand(unpacked, "--heads", str(made.heads))
    # then
    assert (alone.returncode, alone.stderr) == (0, "")
    assert "Every byte" in alone.stdout
    assert "seen in the ZIP file alone" in alone.stdout
    assert by_the_program(unpacked, made) == []
    of_the_file = by_hand(unpacked, "--digest", sha256(made.path.read_bytes()).hexdigest())
    assert "check that file in place of the folder" in of_the_file.stderr


def test_what_was_changed_in_the_folder_is_found(unpacked):
    (unpacked / "register.csv").write_text("All is well.")
    (unpacked / "history" / "more.json").write_text("[]")
    (unpacked / "README.txt").unlink()
    said = by_hand(unpacked).stderr
    assert "register.csv is not of the size" in said
    assert "history/more.json is not in the manifest" in said
    assert "README.txt is missing" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [("none.zip", "none.zip cannot be read (no such file"), (".", "It holds no manifest")],
)
def test_what_is_not_there_and_a_folder_of_something_else_are_told_in_a_sentence(
    tmp_path, name, said
):
    refused = by_hand(tmp_path / name)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1


def changed(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """A forgery: in the members whose name begins so, say something else."""

    def forge(content: dict[str, bytes]) -> dict[str, bytes]:
        forged = {
            each: said.replace(old.encode(), new.encode()) if each.startswith(name) else said
            for each, said in content.items()
        }
        assert forged != content
        return forged

    return forge


def another_pdf(content: dict[str, bytes]) -> dict[str, bytes]:
    return {**content, "register.pdf": b"%PDF-1.7 All is well. %%EOF"}


def without_reference_histories(content: dict[str, bytes]) -> dict[str, bytes]:
    kept = ("history/activities/", "history/notices/")
    left = {
        name: said
        for name, said in content.items()
        if not name.startswith("history/") or name.startswith(kept)
    }
    assert left != content
    return left


def added_decision(content: dict[str, bytes]) -> dict[str, bytes]:
    """One that makes no version, told in the history too."""
    lines = content["decisions.jsonl"].splitlines(keepends=True)
    row = json.loads(lines[0]) | {"id": 10**6, "reason": "Nobody said so."}
    history = next(name for name in content if name.startswith("history/activities/"))
    told = json.loads(content[history])
    occasion = next(each for each in told if each.get("decided") == verify.KINDS[row["kind"]])
    told.append({**occasion, "reason": row["reason"]})
    return {
        **content,
        history: json.dumps(told).encode(),
        "decisions.jsonl": b"".join([*lines, f"{verify.canonical_json(row)}\n".encode()]),
    }


def without_last_record(content: dict[str, bytes]) -> dict[str, bytes]:
    """A history that leaves out one change, as its words do."""
    name = next(name for name in content if name.startswith("history/legislation"))
    told = json.loads(content[name])
    told[0]["records"].pop()
    return {**content, name: json.dumps(told).encode()}


def added_change(content: dict[str, bytes]) -> dict[str, bytes]:
    name = next(name for name in content if name.startswith("history/legislation"))
    told = json.loads(content[name])
    told[0]["records"].append("ropa.legislation 1000000")
    return {**content, name: json.dumps(told).encode()}


def at_another_time(content: dict[str, bytes]) -> dict[str, bytes]:
    name = next(name for name in content if name.startswith("history/legislation"))
    told = json.loads(content[name])
    told[0]["when"] = "2001-01-01T00:00:00+00:00"
    return {**content, name: json.dumps(told).encode()}


def without_a_frozen_line(content: dict[str, bytes]) -> dict[str, bytes]:
    lines = content["frozen-history.jsonl"].splitlines(keepends=True)
    return {**content, "frozen-history.jsonl": b"".join(lines[:-1])}


def without_the_last_version(content: dict[str, bytes]) -> dict[str, bytes]:
    """Cut off with what was frozen with it, so that the chain fits what is left."""
    lines = content["chain.jsonl"].splitlines(keepends=True)
    manifest = json.loads(content["manifest.json"])
    last = json.loads(lines[-2])
    manifest["about"]["head"] = {name: last[name] for name in manifest["about"]["head"]}
    cut = {**content, "chain.jsonl": b"".join(lines[:-1])}
    if json.loads(lines[-1])["history_digest"]:
        cut = without_a_frozen_line(cut)
    return {**cut, "manifest.json": json.dumps(manifest).encode()}


def deleted_decision(content: dict[str, bytes]) -> dict[str, bytes]:
    """One that made no version, taken out of the history too."""
    gone = b"Not yet."
    lines = content["decisions.jsonl"].splitlines(keepends=True)
    told = {
        name: json.dumps([each for each in json.loads(said) if each.get("reason") != "Not yet."])
        for name, said in content.items()
        if name.startswith("history/activities/")
    }
    return {
        **content,
        **{name: said.encode() for name, said in told.items()},
        "decisions.jsonl": b"".join(line for line in lines if gone not in line),
    }


def a_change_to_come(content: dict[str, bytes]) -> dict[str, bytes]:
    """Later than the package."""
    name = next(name for name in content if name.startswith("history/legislation"))
    told = json.loads(content[name])
    told.append({**told[0], "when": "2999-01-01T00:00:00+00:00", "records": ["ropa.team 1000000"]})
    return {**content, name: json.dumps(told).encode()}


def another_beginning_of_decisions(content: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(content["manifest.json"])
    assert manifest["decisions_began"]
    manifest["decisions_began"] = "2001-01-01T00:00:00+00:00"
    return {**content, "manifest.json": json.dumps(manifest).encode()}


# What each is, and whether the chain, with the program of the register or alone, suffices to find
# it, so that not even the digest of the package is needed.
FORGERIES: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], bool]] = {
    "another PDF": (another_pdf, False),
    "a rewritten README": (changed("README.txt", "What remains unproved", "All is proved"), True),
    "another verify.py": (changed("verify.py", "return 1", "return 0"), True),
    "a renamed person": (changed("history/activities/", '"who": "', '"who": "Not '), True),
    "a renamed editor of reference rows": (changed("history/data", "The system", "Nobody"), True),
    "no histories of reference rows": (without_reference_histories, True),
    "a decision of another kind": (
        changed("", '"kind":"reinstated"', '"kind":"approved"'),
        True,
    ),
    "a decision of another kind, in the history too": (
        lambda content: changed("history/", '"Reinstated"', '"Approved"')(
            changed("decisions", '"kind":"reinstated"', '"kind":"approved"')(content)
        ),
        True,
    ),
    "an added decision": (added_decision, True),
    "a deleted decision": (deleted_decision, True),
    "another value in the frozen history": (changed("frozen-", "Activity", "Nothing"), True),
    "no frozen history of the last versions": (without_a_frozen_line, True),
    "no last version": (without_the_last_version, True),
    "a change left out": (without_last_record, True),
    "an added change": (added_change, True),
    "an added change to come": (a_change_to_come, True),
    "a change at another time": (at_another_time, True),
    "another beginning of decisions": (another_beginning_of_decisions, True),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_with_a_fitting_manifest_is_found(made, tmp_path, name):
    # given
    forge, is_found_by_chain = FORGERIES[name]
    forged = repacked(tmp_path / "forged.zip", with_fitting_manifest(forge(made.content)))
    # then
    assert by_the_program(forged, made)
    alone = by_hand(forged, "--heads", str(made.heads))
    assert (alone.returncode, "Traceback" in alone.stderr) == (1, False)
    assert bool(check(forged).faults) is is_found_by_chain
    assert (by_hand(forged).returncode == 1) is is_found_by_chain


@pytest.mark.parametrize(
    "forge",
    [
        lambda whole: b"#!/bin/sh\n" + whole,
        lambda whole: whole + b"More.",
        lambda whole: whole[:-2] + b"\5\0More.",
    ],
    ids=["before", "after", "comment"],
)
def test_bytes_beside_the_archive_are_found(made, tmp_path, forge):
    forged = tmp_path / "forged.zip"
    forged.write_bytes(forge(made.path.read_bytes()))
    assert "Bytes stand" in by_hand(forged).stderr
    assert any(fault.startswith("Bytes stand") for fault in check(forged).faults)


def test_bytes_between_members_are_found(made, tmp_path):
    """As a tool leaves them that takes a member out of the list alone."""
    forged = repacked(tmp_path / "forged.zip", {"hidden.txt": b"hidden", **made.content})

    with ZipFile(forged, "a") as archive:
        del archive.NameToInfo["hidden.txt"]
        archive.filelist = archive.filelist[1:]
        archive._didModify = True  # type: ignore[attr-defined]
    assert "Bytes stand before or between" in by_hand(forged).stderr


def test_a_package_that_ends_before_a_head_noted_down_is_found_cut_off(made, tmp_path):
    later = tmp_path / "heads.log"
    later.write_text(f"1000 {'a' * 64} 2030-01-01T00:00:00+00:00\n")
    assert "cut off" in by_hand(made.path, "--heads", str(later)).stderr


def test_a_package_of_an_earlier_version_is_told_so(made, tmp_path):
    content = made.content
    manifest = json.loads(content["manifest.json"]) | {"format_version": 1}
    older = repacked(
        tmp_path / "a.zip", {**content, "manifest.json": json.dumps(manifest).encode()}
    )
    said = by_hand(older).stderr
    assert said.startswith("It is a package of version 1, and this checks version 3")
    with pytest.raises(verify.NotAPackage, match="version 1"):
        check(older)


def test_a_signature_may_be_added(made, tmp_path):
    signed = repacked(tmp_path / "a.zip", {**made.content, "signatures/manifest.json.p7s": b"..."})
    found = by_hand(signed, "--heads", str(made.heads))
    assert found.returncode == 0
    assert "signatures/manifest.json.p7s" in found.stdout
    assert by_the_program(signed, made) == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL signs")
def test_the_manifest_can_be_signed_as_the_readme_says(made, tmp_path):
    # given
    (tmp_path / "manifest.json").write_bytes(made.content["manifest.json"])
    (tmp_path / "signatures").mkdir()
    new_key = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=Auditor "
        "-keyout you.key -out you.pem"
    )
    subprocess.run(new_key.split(), cwd=tmp_path, check=True, capture_output=True, timeout=60)
    steps = README.replace("\\\n", " ").replace("root.pem", "you.pem").splitlines()
    sign, verify_signature = (line.split() for line in steps if "openssl cms" in line)
    # when
    for step in (sign, verify_signature):
        subprocess.run(step, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    # then
    (tmp_path / "manifest.json").write_bytes(b"{}")
    forged = subprocess.run(
        verify_signature, cwd=tmp_path, check=False, capture_output=True, timeout=60
    )
    assert forged.returncode != 0


def test_the_package_holds_the_program_that_checks_it(made):
    assert made.content["verify.py"] == verifier()
    assert made.content["README.txt"] == README.encode()
    assert sha256(README.encode()).hexdigest() == verify.README_SHA256


def test_what_cannot_be_noted_down_is_an_error_in_the_log(settings, tmp_path, caplog):
    settings.HEADS_FILE = tmp_path
    note_package("a" * 64, None)
    assert f"“package {'a' * 64} 0” was not added" in caplog.text


def test_the_program_is_one_that_old_pythons_read():
    ast.parse(verifier(), feature_version=(3, 9))
    imported = {
        each.module if isinstance(each, ast.ImportFrom) else each.names[0].name
        for each in ast.walk(ast.parse(verifier()))
        if isinstance(each, (ast.Import, ast.ImportFrom))
    }
    assert {str(name).partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_program_knows_every_column_and_kind_of_decision():
    assert dict(Decision.Kind.choices) == verify.KINDS
    decision = json.loads(line_of(Decision(decided_at=timezone.now())))
    assert decision.keys() == verify.DECISION_COLUMNS
