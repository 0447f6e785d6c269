"""Check an evidence package with Python 3.9 or later and nothing else:

    python3 verify.py PACKAGE [--heads FILE ...] [--digest SHA256 ...]

PACKAGE is the ZIP file, or the folder it was unpacked to. `--heads` are files of heads that were
noted down when versions were made, `--digest` the SHA-256 of the package or of its manifest as it
was told by another way. Ends with 1 and says what is wrong if
anything is. README.txt in the package says how each hash is made, and what remains unproved.

Take this file from the program of the register or from whoever checks packages, not from a package
that may be forged: a forger writes this file anew, too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol

FORMAT = "register-evidence"
FORMAT_VERSION = 3
MANIFEST = "manifest.json"
README = "README.txt"
REGISTER = "register."
PDF = "register.pdf"
VERIFIER = "verify.py"
CHAIN = "chain.jsonl"
FROZEN = "frozen-history.jsonl"
DECISIONS = "decisions.jsonl"
HISTORY = "history/"
# Whoever signs or time-stamps the manifest puts what they got here: it is not in the manifest.
SIGNATURES = "signatures/"
README_SHA256 = "c180f37d650c60dfdeda415eb38cc5999e1fc813735c1c2a4e5a4ef532f621d6"
# No package of a real register is larger than this, in bytes unpacked.
LARGEST = 20 * 1024**3
MANIFEST_LARGEST = 64 * 1024**2
CHUNK = 256 * 1024
ANOTHER_RELEASE = "{} is not that of this release: it was changed, or another release made it."

GENESIS_HASH = "0" * 64
# The columns of a version that its hash is over; they have no "_id" at their end there.
HASHED = ["sequence", "activity_id", "notice_id", "number", "is_public", "schema_version"]
HASHED += ["digest", "previous_hash", "created_at", "created_by_id", "created_by_name"]
HASHED += ["reason", "change_note"]
# These enter only where they are not so: they came later than the first versions.
USUAL_MARKS: dict[str, Any] = {"is_in_force": True, "is_own_work": False, "history_digest": ""}
VERSION_COLUMNS = {*HASHED, *USUAL_MARKS, "document", "row_hash"}
# The columns in which a decision agrees with the version that it made, with the names there.
AGREEING = {
    "activity_id": "activity_id",
    "notice_id": "notice_id",
    "decided_at": "created_at",
    "decided_by_id": "created_by_id",
    "decided_by_name": "created_by_name",
    "reason": "reason",
    "digest": "digest",
}
DECISION_COLUMNS = {*AGREEING, "id", "kind", "version_id"}
# Every kind of decision, as histories call it.
KINDS = {
    "submitted": "Submitted for approval",
    "returned": "Returned",
    "approved": "Approved",
    "reviewed": "Reviewed, nothing changed",
    "retired": "Retired",
    "reinstated": "Reinstated",
    "published": "Published",
    "withdrawn": "Withdrawn",
}
# What a history tells of a decision.
TOLD = ["when", "who", "decided", "reason", "version", "change_note"]
FREEZING = {"approved", "retired", "reinstated", "published", "withdrawn"}

# What damage makes the libraries say that unpack, and what other content than is expected makes
# Python say.
DAMAGE: tuple[type[Exception], ...] = (zipfile.BadZipFile, EOFError, RuntimeError, UnicodeError)
DAMAGE += (lzma.LZMAError, struct.error, zlib.error)
NONSENSE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_NOTED_HEAD = re.compile(r"([1-9][0-9]{0,17}) ([0-9a-f]{64}) \S+")
_NOTED_PACKAGE = re.compile(r"package ([0-9a-f]{64}) [0-9]+")


class NotAPackage(Exception):
    """The file or folder is no evidence package. The message says why, and what to do."""


class Members(Protocol):
    """What is in a package, as `zipfile` reads it: a name that is not there is a `KeyError`."""

    def namelist(self) -> list[str]: ...

    def open(self, name: str) -> IO[bytes]: ...

    def read(self, name: str) -> bytes: ...


class _Folder:
    """A package that was unpacked: its members are the files in the folder."""

    def __init__(self, path: str) -> None:
        files = (each for each in Path(path).rglob("*") if each.is_file())
        self._files = {each.relative_to(path).as_posix(): each for each in files}

    def namelist(self) -> list[str]:
        return list(self._files)

    def open(self, name: str) -> IO[bytes]:
        return self._files[name].open("rb")

    def read(self, name: str) -> bytes:
        return self._files[name].read_bytes()


@contextmanager
def opened(path: str) -> Iterator[Members]:
    """Give the members of a package, from the ZIP file or the folder it was unpacked to.

    Raises `NotAPackage` if it is far too large, what `zipfile` does, and `OSError`.
    """
    if Path(path).is_dir():
        yield _Folder(path)
        return
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST:
            raise NotAPackage("Unpacked it is larger than any package: it is not one.")
        yield archive


@dataclass
class OutsideRecord:
    """What was noted down outside the register: the hashes of versions by their place, and the
    digests of packages or their manifests."""

    heads: dict[int, set[str]] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)

    def read(self, lines: Iterable[str]) -> None:
        """Take what lines of a file of heads say; other lines are passed over."""
        for line in lines:
            head, package = (
                pattern.fullmatch(line.strip()) for pattern in (_NOTED_HEAD, _NOTED_PACKAGE)
            )
            if head:
                self.heads.setdefault(int(head[1]), set()).add(head[2])
            elif package:
                self.digests.add(package[1])


@dataclass
class Findings:
    """What was found: `faults` are what is wrong, a sentence each; none means that it is sound.

    `is_vouched` says that the digest of the package or its manifest was noted down elsewhere,
    `vouched_versions` how many versions the newest head noted down vouches for, and `is_folder`
    that the package was unpacked before. `frozen` are the histories that versions carry the digest
    of, `later` counts changes and decisions that came after the last of them.
    """

    faults: list[str] = field(default_factory=list)
    files: int = 0
    versions: int = 0
    decisions: int = 0
    frozen: list[dict[str, Any]] = field(default_factory=list)
    later: int = 0
    head: dict[str, Any] | None = None
    manifest: dict[str, Any] = field(default_factory=dict)
    manifest_digest: str = ""
    is_vouched: bool = False
    vouched_versions: int = 0
    is_folder: bool = False
    signatures: list[str] = field(default_factory=list)


def examine(
    path: str, noted: OutsideRecord, progress: Callable[[str], None] = lambda _message: None
) -> Findings:
    """Check a package against itself and against what was noted down.

    Raises `NotAPackage` if it is none, and `OSError` if it cannot be read.
    """
    found = Findings(is_folder=Path(path).is_dir())
    try:
        with opened(path) as archive:
            found.manifest, text = _manifest(archive)
            found.manifest_digest = hashlib.sha256(text).hexdigest()
            if isinstance(archive, zipfile.ZipFile):
                found.faults += _layout_faults(path, archive)
            found.faults += _name_faults(archive, found)
            for stated in found.manifest["files"]:
                progress(stated["name"])
                found.faults += _file_faults(archive, stated)
            # What was changed is told already; what it says would say no more.
            if not found.faults:
                progress("the chain of versions")
                found.files = len(found.manifest["files"])
                found.faults += _content_faults(archive, found, noted)
    except DAMAGE as error:
        raise NotAPackage(
            f"{path} is not a whole ZIP file: fetch it again from where it is kept."
        ) from error
    found.faults += _vouching_faults(path, found, noted)
    found.vouched_versions = max((n for n in noted.heads if n <= found.versions), default=0)
    return found


def unproved(found: Findings, remade: Iterable[str] = ()) -> str:
    """Return in lines what of a sound package nothing vouches for, or that all is vouched.

    `remade` are the files that were made again from the chain and came out the same.
    """
    lines = ["Every byte is as it was when the package was made: its digest was noted down."]
    if not found.is_vouched:
        lines = ["Not proved, for want of the digest of the package:"]
        lines += [f"- {each}" for each in _not_vouched(found, {*remade})]
        lines.append(
            f"Ask the register’s keeper for the line “package {found.manifest_digest}” in its "
            "heads file, or to make the package again, and name the file with --heads or the "
            "digest with --digest."
        )
    if found.is_folder:
        lines.append(
            "Bytes that were added between the files of a package are seen in the ZIP file alone, "
            "not in a folder."
        )
    return "\n".join(lines)


def _not_vouched(found: Findings, remade: set[str]) -> Iterator[str]:
    if found.vouched_versions < found.versions:
        since = f" after number {found.vouched_versions}" if found.vouched_versions else ""
        yield (
            f"the versions{since}, for want of a head noted down: whoever made all of them anew is "
            "not found out"
        )
    stated = sorted(each["name"] for each in found.manifest["files"])
    left = [each for each in stated if each.startswith(REGISTER) and each not in {PDF, *remade}]
    if left:
        yield (
            f"{', '.join(left)}: only the register’s program can make them again from the chain "
            "and compare them (manage.py verify_package)"
        )
    if PDF in stated:
        yield f"{PDF}: it depends on the machine that set it, so it cannot be made again elsewhere"
    if not found.frozen:
        yield "the histories, and the names in them"
        yield "decisions that made no version"
    else:
        yield f"the words in which the histories tell what was changed: compare {FROZEN}"
    if found.later:
        yield (
            f"{found.later} changes and decisions since {found.frozen[-1]['until']}: the next "
            "version is to carry their digest"
        )
    yield "what manifest.json says besides"


def _manifest(members: Members) -> tuple[dict[str, Any], bytes]:
    try:
        with members.open(MANIFEST) as content:
            text = content.read(MANIFEST_LARGEST + 1)
        if len(text) > MANIFEST_LARGEST:
            raise ValueError
        manifest = json.loads(text)
        if manifest["format"] != FORMAT or not isinstance(manifest["format_version"], int):
            raise ValueError
        if manifest["format_version"] == FORMAT_VERSION:
            _require_kinds(manifest)
    except NONSENSE as error:
        raise NotAPackage(
            f"It holds no manifest of an evidence package ({MANIFEST}): name a file that "
            "“Evidence package” or export_register --format evidence made, or the folder it was "
            "unpacked to."
        ) from error
    if manifest["format_version"] != FORMAT_VERSION:
        raise NotAPackage(
            f"It is a package of version {manifest['format_version']}, and this checks version "
            f"{FORMAT_VERSION}: check it with the release of the register’s program that made it."
        )
    return manifest, text


def _require_kinds(manifest: dict[str, Any]) -> None:
    """Raise one of `NONSENSE` unless what is read of a manifest is of the right kind."""
    for each in manifest["files"]:
        if [type(each[name]) for name in ("name", "size", "sha256")] != [str, int, str]:
            raise TypeError
    began = manifest["decisions_began"]
    if not isinstance(manifest["not_made"], dict) or not isinstance(began, (str, type(None))):
        raise TypeError
    datetime.fromisoformat(began or "2000-01-01")
    for name in ("head", "as_at"):
        manifest["about"][name]


def _layout_faults(path: str, archive: zipfile.ZipFile) -> Iterator[str]:
    """A package is its members, one after the other, and the list of them: no byte beside."""
    with Path(path).open("rb") as file:
        place = 0
        for member in sorted(archive.infolist(), key=lambda each: each.header_offset):
            if member.header_offset != place:
                yield "Bytes stand before or between the members of the package: they were added."
                return
            file.seek(place)
            names = struct.unpack("<4s5H3L2H", file.read(30))[-2:]
            place += 30 + sum(names) + member.compress_size
        if place != archive.start_dir:
            yield "Bytes stand between the members of the package and their list: they were added."
        file.seek(-22, 2)
        if file.read(4) != b"PK\5\6" or archive.comment:
            yield "Bytes stand after the end of the package: they were added."


def _name_faults(members: Members, found: Findings) -> Iterator[str]:
    names = Counter(members.namelist())
    stated = Counter(each["name"] for each in found.manifest["files"])
    for name in sorted(name for name, times in (names | stated).items() if times > 1):
        yield f"{name} is in the package more than once."
    added = names.keys() - stated.keys() - {MANIFEST}
    found.signatures = sorted(name for name in added if name.startswith(SIGNATURES))
    for name in sorted(added - {*found.signatures}):
        yield f"{name} is not in the manifest: it was added."
    needed = {README, VERIFIER, CHAIN, FROZEN, DECISIONS}
    for name in sorted((stated.keys() | needed) - names.keys()):
        yield f"{name} is missing from the package."


def _digest_of_release(name: str, usual: str) -> str:
    """The digest of a file that is the same in all packages of a release; of others, `usual`."""
    if name == VERIFIER:
        return _digest_of_file(__file__)
    return README_SHA256 if name == README else usual


def _file_faults(members: Members, stated: dict[str, Any]) -> Iterator[str]:
    name = stated["name"]
    made, size = hashlib.sha256(), 0
    try:
        with members.open(name) as content:
            for piece in iter(lambda: content.read(CHUNK), b""):
                made.update(piece)
                size += len(piece)
    except KeyError:
        return
    except (OSError,) + DAMAGE:  # noqa: RUF005 -- mypy takes no unpacking here
        yield f"{name} cannot be read: it was changed or cut off."
        return
    if size != stated["size"]:
        yield f"{name} is not of the size that the manifest states."
    elif made.hexdigest() != stated["sha256"]:
        yield f"{name} does not have the digest that the manifest states."
    elif made.hexdigest() != _digest_of_release(name, made.hexdigest()):
        yield ANOTHER_RELEASE.format(name)


def _content_faults(members: Members, found: Findings, noted: OutsideRecord) -> Iterator[str]:
    try:
        versions = _chain(_rows(members, CHAIN, VERSION_COLUMNS), noted)
        found.versions = len(versions)
        for last in versions[-1:]:
            found.head = {name: last[name] for name in ("sequence", "row_hash", "created_at")}
        if found.manifest["about"]["head"] != found.head:
            yield "The chain does not end with the head that the manifest states."
        decisions = list(_rows(members, DECISIONS, DECISION_COLUMNS))
        found.decisions = len(decisions)
        yield from _decision_faults(decisions, versions, found.manifest["decisions_began"])
        found.frozen = _frozen(members, versions)
        yield from _history_faults(members, found, decisions, versions)
        yield from _frozen_decision_faults(found, decisions)
        yield from _frozen_change_faults(members, found)
    except _NotSound as fault:
        yield str(fault)
    except NONSENSE as error:
        yield f"{CHAIN}, {FROZEN}, {DECISIONS} or a history cannot be read: {error!r}."


class _NotSound(Exception):
    pass


def _rows(members: Members, name: str, columns: set[str]) -> Iterator[dict[str, Any]]:
    with members.open(name) as lines:
        for line in lines:
            row = json.loads(line)
            if row.keys() != columns or f"{canonical_json(row)}\n".encode() != line:
                raise _NotSound(f"{name} has a line that is not written as the register does.")
            yield row


def canonical_json(content: Any) -> str:
    """Return JSON with sorted keys and no spare white space, text outside ASCII as itself."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def row_hash(version: dict[str, Any]) -> str:
    """Return the hash that a row of the chain must carry."""
    hashed = {re.sub("_id$", "", name): version[name] for name in HASHED}
    for name, usual in USUAL_MARKS.items():
        if (type(version[name]), version[name]) != (type(usual), usual):
            hashed[name] = version[name]
    return _digest(canonical_json(hashed))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _subject(row: dict[str, Any]) -> tuple[Any, Any]:
    return row["activity_id"], row["notice_id"]


def _chain(rows: Iterable[dict[str, Any]], noted: OutsideRecord) -> list[dict[str, Any]]:
    """Return the versions, oldest first, without their documents. Raises `_NotSound`."""
    versions: list[dict[str, Any]] = []
    numbers: Counter[tuple[Any, Any]] = Counter()
    before = GENESIS_HASH
    for version in rows:
        numbers[_subject(version)] += 1
        place, own = len(versions) + 1, version["row_hash"]
        document = version.pop("document")
        for is_wrong, problem in (
            (
                (version["sequence"], version["previous_hash"]) != (place, before),
                "It does not follow the row before it: one of the two was changed or moved.",
            ),
            (
                _subject(version).count(None) != 1,
                "It is not about exactly one entry or notice.",
            ),
            (
                version["number"] != numbers[_subject(version)],
                "It does not have the number that follows for what it is about.",
            ),
            (
                _digest(document) != version["digest"]
                or canonical_json(json.loads(document)) != document,
                "Its document does not have the digest it was frozen with, or another spelling.",
            ),
            (
                row_hash(version) != own,
                "It does not have the hash it was made with: a column was changed.",
            ),
            (
                noted.heads.get(place, {own}) != {own},
                "Its hash is not the one noted down when it was made: it was written anew since.",
            ),
        ):
            if is_wrong:
                raise _NotSound(f"Version {place} of the chain is not sound. {problem}")
        versions.append(version)
        before = own
    return versions


def _decision_faults(
    decisions: list[dict[str, Any]], versions: list[dict[str, Any]], began: str | None
) -> Iterator[str]:
    if any(one["id"] >= other["id"] for one, other in zip(decisions, decisions[1:])):  # noqa: B905, RUF007 -- for older Pythons
        yield "The decisions do not stand in the order in which they were made."
    made = [each for each in decisions if each["version_id"] is not None]
    places = [each["version_id"] for each in made]
    if places != sorted(set(places)):
        yield "The decisions that made versions are not in the order of these."
    by_place = {each["version_id"]: each for each in made}
    if by_place.keys() - set(range(1, len(versions) + 1)):
        yield "A decision is about a version that is not in the chain."
    for each in decisions:
        if (each["kind"] in FREEZING) is not (each["version_id"] is not None):
            yield f"Decision {each['id']} is of a kind that does not fit what it made."
        elif each["kind"] not in KINDS:
            yield f"Decision {each['id']} is of a kind that there is not."
    yield from _agreement_faults(versions, by_place, began)


def _agreement_faults(
    versions: list[dict[str, Any]], by_place: dict[int, dict[str, Any]], began: str | None
) -> Iterator[str]:
    in_force: dict[tuple[Any, Any], bool] = {}
    is_recorded = False
    for version in versions:
        decision = by_place.get(version["sequence"])
        kind = _kind(version, was_in_force=in_force.get(_subject(version), True))
        in_force[_subject(version)] = version["is_in_force"]
        if decision is None:
            if is_recorded or (began is not None and version["created_at"] > began):
                yield f"The decision to make version {version['sequence']} was deleted."
            continue
        if not is_recorded and began is not None and decision["decided_at"] < began:
            yield "The manifest states a later beginning of decisions than the first of them has."
        is_recorded = True
        stated = {name: version[column] for name, column in AGREEING.items()}
        for name, value in {**stated, "kind": kind}.items():
            if decision[name] != value:
                yield (
                    f"Version {version['sequence']} and the decision to make it disagree on "
                    f"{name}: the decision was changed."
                )


def _kind(version: dict[str, Any], *, was_in_force: bool) -> str:
    """The kind of decision that makes such a version: what is in the chain leaves no choice."""
    if version["notice_id"] is not None:
        return "published" if version["is_in_force"] else "withdrawn"
    if not version["is_in_force"]:
        return "retired"
    return "approved" if was_in_force else "reinstated"


def _history_faults(
    members: Members,
    found: Findings,
    decisions: list[dict[str, Any]],
    versions: list[dict[str, Any]],
) -> Iterator[str]:
    """Histories tell each decision once, as decisions.jsonl has it."""
    told: Counter[tuple[Any, ...]] = Counter()
    for each in _occasions(members, found):
        if "decided" in each:
            told[tuple(each.get(name) for name in TOLD)] += 1
    by_place = dict(enumerate(versions, start=1))
    for each in decisions:
        made = by_place.get(each["version_id"], {})
        decided = each["decided_at"], each["decided_by_name"], KINDS[each["kind"]], each["reason"]
        told[(*decided, made.get("number"), made.get("change_note"))] -= 1
    if any(told.values()):
        yield "The histories and decisions.jsonl do not tell the same decisions: one was changed."


def _occasions(members: Members, found: Findings) -> Iterator[dict[str, Any]]:
    """Everything that the histories tell."""
    for stated in found.manifest["files"]:
        if stated["name"].startswith(HISTORY):
            yield from json.loads(members.read(stated["name"]))


def _frozen(members: Members, versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the histories that versions carry the digest of, in order. Raises `_NotSound`."""
    digests = [each["history_digest"] for each in versions if each["history_digest"]]
    frozen: list[dict[str, Any]] = []
    with members.open(FROZEN) as lines:
        for line in lines:
            text = line.decode().rstrip("\n")
            if len(frozen) == len(digests) or _digest(text) != digests[len(frozen)]:
                raise _NotSound(f"{FROZEN} is not what the versions hold: it was changed.")
            frozen.append(json.loads(text))
    if len(frozen) != len(digests):
        raise _NotSound(f"{FROZEN} was cut off: {len(digests)} versions hold what it is to say.")
    return frozen


def _frozen_decision_faults(found: Findings, decisions: list[dict[str, Any]]) -> Iterator[str]:
    """Decisions that made no version stand as they were frozen, and none is put among them."""
    frozen = {each["id"]: each for history in found.frozen for each in history["decisions"]}
    for each in decisions:
        if each["version_id"] is not None:
            continue
        if each["id"] not in frozen:
            found.later += 1
            if _is_settled(found, each["decided_at"]):
                yield f"Decision {each['id']} is in no frozen history: it was added."
        elif frozen.pop(each["id"]) != each:
            yield f"Decision {each['id']} was changed."
    yield from (f"Decision {number} was deleted." for number in frozen)
    for history in found.frozen[-1:]:
        if history["decisions_began"] != found.manifest["decisions_began"]:
            yield "The manifest states another beginning of decisions than the chain holds."


def _frozen_change_faults(members: Members, found: Findings) -> Iterator[str]:
    """Histories tell each change that was frozen, once: when it was made and by whom."""
    frozen = {
        change["record"]: (change["when"], name_of(change["who"], history["people"]))
        for history in found.frozen
        for change in history["changes"]
    }
    for occasion in _occasions(members, found):
        if "records" not in occasion:
            continue
        known = [frozen.pop(each) for each in occasion["records"] if each in frozen]
        added = len(occasion["records"]) - len(known)
        found.later += added
        what = f"What {occasion['who']} changed on {occasion['when']}"
        if added and _is_settled(found, occasion["when"]):
            yield f"{what} is in no frozen history: it was added."
        newest = max((_instant(when) for when, _ in known), default=None)
        if newest and not added and _instant(occasion["when"]) != newest:
            yield f"{what} was changed at another time."
        if newest and occasion["who"] not in {name for _, name in known}:
            yield f"{what} was changed by somebody else."
    if frozen:
        yield (
            f"The histories leave out what was changed: {len(frozen)} records, the first of them "
            f"{next(iter(frozen))}. A history was deleted or shortened."
        )


def name_of(who: Any, people: dict[str, str]) -> str:
    """Return the name of a person in a frozen history, by the key it has there."""
    return "The system" if who is None else people[str(who)]


def _is_settled(found: Findings, when: str) -> bool:
    """Whether something of that instant is frozen, or came after the package was made."""
    head, as_at = found.head, found.manifest["about"]["as_at"]
    last = as_at or (head["created_at"] if head else when)
    return bool(found.frozen) and not (
        _instant(found.frozen[-1]["until"]) < _instant(when) <= _instant(last)
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _digest_of_file(path: str) -> str:
    made = hashlib.sha256()
    with Path(path).open("rb") as file:
        for piece in iter(lambda: file.read(CHUNK), b""):
            made.update(piece)
    return made.hexdigest()


def _vouching_faults(path: str, found: Findings, noted: OutsideRecord) -> Iterator[str]:
    own = {found.manifest_digest}
    if not found.is_folder:
        own.add(_digest_of_file(path))
    found.is_vouched = bool(noted.digests & own)
    if noted.digests and not found.is_vouched:
        yield (
            "No digest noted down is that of this package or of its manifest: it was changed, or "
            "was made later. Get the newest file of heads of the register."
        )
        if found.is_folder:
            yield "If the digest is that of the ZIP file, check that file in place of the folder."
    as_at = found.manifest["about"].get("as_at")
    later = [place for place in noted.heads if place > found.versions]
    if later and not found.faults and not found.is_vouched and as_at is None:
        yield (
            f"The chain ends with version {found.versions}, but version {max(later)} was noted "
            "down: it was cut off, or the package was made before that."
        )


def main(arguments: list[str] | None = None) -> int:
    """Check the package that the command line names, say what was found, and return 0 or 1."""
    parser = argparse.ArgumentParser(description="Check an evidence package.")
    parser.add_argument("package", help="the ZIP file, or the folder it was unpacked to")
    parser.add_argument("--heads", nargs="+", default=[], metavar="FILE")
    parser.add_argument("--digest", nargs="+", default=[], metavar="SHA256")
    options = parser.parse_args(arguments)
    noted = OutsideRecord(digests={digest.lower() for digest in options.digest})
    try:
        for path in options.heads:
            with Path(path).open(encoding="utf-8", errors="replace") as lines:
                noted.read(lines)
        found = examine(options.package, noted)
    except (NotAPackage, OSError) as error:
        print(_refusal(error), file=sys.stderr)  # noqa: T201 -- it is a command
        return 1
    if found.faults:
        print("\n".join(["This package is not sound.", *found.faults]), file=sys.stderr)  # noqa: T201 -- it is a command
        return 1
    print("\n".join(_sentences(found, noted)))  # noqa: T201 -- it is a command
    return 0


def _refusal(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    reason = (error.strerror or "unknown").lower()
    return f"{error.filename} cannot be read ({reason}): name a file that is there for you to read."


def _sentences(found: Findings, noted: OutsideRecord) -> Iterator[str]:
    yield f"Files: {found.files}, each as the manifest states."
    yield f"Versions: {found.versions}, each with the hash it was made with."
    yield f"Decisions: {found.decisions}, those that made a version as the chain has it."
    head = found.head
    if head:
        yield f"Head: {head['sequence']} {head['row_hash']} {head['created_at']}"
    kept = sum(place <= found.versions for place in noted.heads)
    yield f"Heads noted down earlier that are in the chain: {kept}."
    yield f"SHA-256 of the manifest: {found.manifest_digest}"
    yield from (f"To be checked as README.txt says: {name}" for name in found.signatures)
    yield unproved(found)


if __name__ == "__main__":
    sys.exit(main())
