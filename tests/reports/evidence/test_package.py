"""An evidence package is checked anywhere, and whatever is changed in it is found."""

from __future__ import annotations

import hashlib
import json
import random
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ropa.actions.approving import approve_activity
from ropa.actions.publishing import publish_notice
from ropa.actions.retiring import retire_activity
from ropa.documents.heads import Head, head_as_at
from ropa.models import Notice, ProcessingActivity, Version
from ropa.reports import all_formats  # noqa: F401 -- the forms that a package holds
from ropa.reports.evidence.package import EVIDENCE, RegisterNotWhole, included
from ropa.reports.evidence.verification import PackageOutcome, check
from ropa.reports.evidence.verify import NotAPackage
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.factories import make_activity, make_notice, make_regulator, make_user

TAMPERINGS = 200


@pytest.fixture
def register(db) -> None:
    """A published notice with its entry, which was approved again since, and another entry."""
    approver, editor = make_user("Approver"), make_user("Approver")
    again, other = make_activity(), make_activity()
    for entry in (again, other):
        approve_activity(activity=entry, by=approver, reason="It is right.")
    make_regulator()
    publish_notice(notice=make_notice(again), by=approver, reason="Out with it.")
    again.summary = "It says “something else” now."
    again._history_user = editor  # type: ignore[attr-defined]
    again.save()
    approve_activity(activity=again, by=approver, reason="Said better.")


@pytest.fixture
def package(register, tmp_path) -> Path:
    return packed(tmp_path / "register.evidence.zip")


def packed(path: Path, selection: Selection | None = None) -> Path:
    path.write_bytes(b"".join(EVIDENCE.write(report(selection or Selection()))))
    return path


def the_head() -> Head:
    head = head_as_at()
    assert head is not None
    return head


def checked(path: Path, *heads) -> PackageOutcome:
    return check(path, heads)


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, content: dict[str, bytes], *, honest_manifest: bool = False) -> Path:
    """Write the members again; with a manifest that fits them, as a careful forger would."""
    if honest_manifest:
        content = with_fitting_manifest(content)
    with ZipFile(path, "w") as archive:
        for name, said in content.items():
            archive.writestr(name, said)
    return path


def with_fitting_manifest(content: dict[str, bytes]) -> dict[str, bytes]:
    """Return the members with a manifest that states what they are."""
    manifest = json.loads(content["manifest.json"])
    manifest["files"] = [
        {"name": name, "size": len(said), "sha256": hashlib.sha256(said).hexdigest()}
        for name, said in content.items()
        if name != "manifest.json"
    ]
    return {**content, "manifest.json": json.dumps(manifest).encode()}


def test_a_package_is_sound_where_there_is_no_register(package, django_db_blocker):
    # given
    head = head_as_at()
    versions = Version.objects.count()
    # when
    with django_db_blocker.block():
        found = checked(package, head)
    # then
    assert found.faults == []
    assert (found.versions, found.head) == (versions, head)
    assert {f"register.{kind.suffix}" for kind in included()} - set(found.remade) == {
        name for name in found.not_remade if name.startswith("register.")
    }
    assert {"README.txt", "verify.py", "register.xlsx"} <= {*found.remade}
    assert "Not proved" in found.unproved


def test_the_same_register_gives_the_same_bytes(register, tmp_path):
    first, second = packed(tmp_path / "a.zip"), packed(tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()


def test_a_past_instant_gives_the_same_bytes_whatever_came_later(register, tmp_path):
    # given
    then = Selection(at=the_head().created_at)
    before = packed(tmp_path / "a.zip", then).read_bytes()
    # when
    approver = make_user("Approver")
    entry = ProcessingActivity.objects.latest("pk")
    retire_activity(activity=entry, by=approver, reason="No longer done.", change_note="Ended.")
    # then
    after = packed(tmp_path / "b.zip", then)
    assert after.read_bytes() == before
    assert checked(after).faults == []


def test_it_holds_every_form_the_chain_the_decisions_and_every_history(package):
    content = members(package)
    entries = ProcessingActivity.objects.values_list("reference", flat=True)
    assert {f"history/activities/{reference}.json" for reference in entries} <= content.keys()
    assert len(content["chain.jsonl"].splitlines()) == Version.objects.count()
    assert len(content["decisions.jsonl"].splitlines()) == Version.objects.count()
    told = json.loads(content[f"history/activities/{entries[0]}.json"])
    assert any(occasion.get("reason") == "Said better." for occasion in told)
    decided = next(occasion for occasion in told if occasion.get("reason") == "Said better.")
    again = Version.objects.get(reason="Said better.")
    assert decided == {
        "when": again.created_at.isoformat(),
        "who": again.created_by_name,
        "decided": "Approved",
        "reason": "Said better.",
        "version": again.number,
        "change_note": again.change_note,
    }
    edited = [occasion for occasion in told if "changes" in occasion]
    assert edited
    for occasion in edited:
        assert occasion.keys() == {"when", "who", "records", "changes"}
        for change in occasion["changes"]:
            assert change.keys() == {"happened", "what", "note", "fields"}
            assert all(field.keys() == {"field", "before", "after"} for field in change["fields"])
    assert any(
        field["after"] == "It says “something else” now."
        for occasion in told
        for change in occasion.get("changes", ())
        for field in change["fields"]
    )


def test_every_changed_byte_is_found(package, tmp_path):
    # given
    whole = package.read_bytes()
    chance = random.Random(5)
    for number in range(TAMPERINGS):
        place = chance.randrange(len(whole))
        other = bytes([(whole[place] + chance.randrange(1, 256)) % 256])
        forged = tmp_path / "forged.zip"
        forged.write_bytes(whole[:place] + other + whole[place + 1 :])
        # when
        try:
            faults = checked(forged).faults
        except NotAPackage:
            continue
        # then: what is not content, such as the day of a member, changes nothing that is said
        assert faults or members(forged) == members(package), (number, place)


def test_a_file_that_is_added_or_taken_away_is_found(package, tmp_path):
    content = members(package)
    added = repacked(tmp_path / "a.zip", {**content, "more.txt": b"more"})
    assert checked(added).faults == ["more.txt is not in the manifest: it was added."]
    history = next(name for name in content if name.startswith("history/"))
    without = {name: said for name, said in content.items() if name != history}
    taken = repacked(tmp_path / "b.zip", without)
    assert checked(taken).faults == [f"{history} is missing from the package."]


def test_what_was_taken_away_with_its_line_in_the_manifest_is_found(package, tmp_path, subtests):
    content = members(package)
    reference = ProcessingActivity.objects.earliest("pk").reference
    slug = Notice.objects.get().slug
    for name in (
        f"history/activities/{reference}.json",
        f"history/notices/{slug}.json",
        "register.csv",
        "decisions.jsonl",
    ):
        with subtests.test(name=name):
            manifest = json.loads(content["manifest.json"])
            manifest["files"] = [each for each in manifest["files"] if each["name"] != name]
            kept = {other: said for other, said in content.items() if other != name}
            kept["manifest.json"] = json.dumps(manifest).encode()
            forged = repacked(tmp_path / "a.zip", kept)
            faults = checked(forged).faults
            assert faults
            expected = "The histories" if "history" in name else name
            assert all(fault.startswith(expected) for fault in faults)


def test_a_file_that_is_there_twice_is_found(package, tmp_path):
    content = members(package)
    twice = repacked(tmp_path / "a.zip", content)
    with ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("README.txt", content["README.txt"])
    assert checked(twice).faults == ["README.txt is in the package more than once."]


def test_a_head_that_the_chain_does_not_end_with_is_found(package, tmp_path):
    content = members(package)
    manifest = json.loads(content["manifest.json"])
    manifest["about"]["head"]["sequence"] += 1
    forged = {**content, "manifest.json": json.dumps(manifest).encode()}
    assert checked(repacked(tmp_path / "a.zip", forged)).faults == [
        "The chain does not end with the head that the manifest states."
    ]


def test_a_report_that_was_changed_with_its_manifest_is_found(package, tmp_path):
    # given
    content = members(package)
    for name, said in {"register.json": b"something else", "register.csv": b"Does not"}.items():
        changed = content[name].replace(said, b"something milder")
        assert changed != content[name]
        # when
        forged = repacked(tmp_path / "a.zip", {**content, name: changed}, honest_manifest=True)
        # then
        assert [fault.split()[0] for fault in checked(forged).faults] == [name]


def test_a_version_that_was_changed_with_its_manifest_is_found(package, tmp_path):
    content = members(package)
    changed = content["chain.jsonl"].replace(b"Said better.", b"Said worse. ")
    assert changed != content["chain.jsonl"]
    forged = repacked(tmp_path / "a.zip", {**content, "chain.jsonl": changed}, honest_manifest=True)
    assert "is not sound" in checked(forged).faults[0]


def test_a_chain_that_was_cut_short_is_found(package, tmp_path):
    content = members(package)
    lines = content["chain.jsonl"].splitlines(keepends=True)
    decided = content["decisions.jsonl"].splitlines(keepends=True)
    forged = repacked(
        tmp_path / "a.zip",
        {
            **content,
            "chain.jsonl": b"".join(lines[:-1]),
            "decisions.jsonl": b"".join(decided[:-1]),
        },
        honest_manifest=True,
    )
    assert (
        "The chain does not end with the head that the manifest states." in checked(forged).faults
    )


def test_a_head_that_was_noted_down_must_be_there(package):
    head = the_head()
    other = Head(head.sequence, "0" * 64, head.created_at)
    assert "noted down" in checked(package, other).faults[0]


def test_a_register_without_versions_gives_an_empty_package_that_is_sound(db, tmp_path):
    package = packed(tmp_path / "empty.zip")
    found = checked(package)
    assert (found.faults, found.versions, found.head) == ([], 0, None)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(is_draft=True),
        Selection(is_public=True),
        Selection(teams=frozenset({"office"})),
    ],
)
def test_only_the_whole_approved_register_is_evidence(db, selection):
    with pytest.raises(RegisterNotWhole):
        b"".join(EVIDENCE.write(report(selection)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a whole ZIP file"),
        (b"PK\x03\x04 and no more", "is not a whole ZIP file"),
        (b"register", "is not a whole ZIP file"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path, content, said):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(NotAPackage, match=said):
        checked(path)


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{}", b'{"format": "other"}', b"[" * 100_000, b"\xff"]
)
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path, manifest):
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("manifest.json", manifest)
    path = tmp_path / "x.zip"
    path.write_bytes(made.getvalue())
    with pytest.raises(NotAPackage, match="no manifest"):
        checked(path)


def test_a_manifest_with_one_thing_wrong_is_refused(package, tmp_path, subtests):
    content = members(package)
    for path, wrong in (
        (("format",), "other"),
        (("format_version",), "2"),
        (("files", 0, "name"), 5),
        (("files", 0, "size"), "5"),
        (("files", 0, "sha256"), None),
        (("not_made",), []),
        (("decisions_began",), "yesterday"),
    ):
        with subtests.test(path=path):
            manifest = json.loads(content["manifest.json"])
            *way, last = path
            owner = manifest
            for step in way:
                owner = owner[step]
            owner[last] = wrong
            forged = {**content, "manifest.json": json.dumps(manifest).encode()}
            with pytest.raises(NotAPackage, match="no manifest"):
                checked(repacked(tmp_path / "a.zip", forged))


def test_the_command_says_what_it_found(package, tmp_path):
    # given
    said = StringIO()
    heads = tmp_path / "heads.log"
    heads.write_text(f"{head_as_at()}\n")
    # when
    call_command("verify_package", package, "--heads", heads, stdout=said)
    # then
    assert "byte for byte the same" in said.getvalue()
    assert "Not proved" in said.getvalue()
    assert "Heads noted down earlier: 1" in said.getvalue()


def test_the_command_fails_and_says_what_is_wrong(package, tmp_path):
    content = members(package)
    forged = repacked(tmp_path / "a.zip", {**content, "README.txt": b"All is well."})
    with pytest.raises(CommandError, match="not sound") as raised:
        call_command("verify_package", forged)
    assert "README.txt" in str(raised.value)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_package", tmp_path / "none.zip")
