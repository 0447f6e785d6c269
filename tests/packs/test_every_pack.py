"""Each starter pack that comes with the register, taken as it is by a new body."""

from __future__ import annotations

import pytest

from ropa.checks import Severity, check_activity
from ropa.documents.build import activity_documents
from ropa.imports.loading import load
from ropa.models import ContactPoint, Organisation, ProcessingActivity
from ropa.packs.reading import read_packs
from ropa.packs.taking import PackChoice, take, taking_plan
from tests.factories import make_organisation, make_team

pytestmark = pytest.mark.django_db

# What a body has to say itself: to confirm (C), to supply (G), to answer (Q), and to read the law.
LEFT_TO_THE_BODY = ("C-", "G-", "L-", "Q-", "R25-1A", "R35-1", "R7-1", "S1-39", "S1-41c", "S42-")
NOT_LEFT = {"Q-asked"}


def approachable_body() -> Organisation:
    body = make_organisation(is_public_authority=True)
    for subject in (ContactPoint.Subject.GENERAL, ContactPoint.Subject.DPO):
        ContactPoint.objects.create(
            organisation=body, subject=subject, name="Office", email="office@example.org"
        )
    return body


@pytest.mark.parametrize("code", sorted(read_packs().packs))
def test_a_new_body_has_only_to_confirm_and_to_fill_gaps(code: str) -> None:
    pack, body = read_packs().packs[code], approachable_body()
    teams = dict.fromkeys(pack.by_key, make_team(organisation=body))

    take(taking_plan(PackChoice(pack, body, teams), read_packs()), by=None)

    entries = list(ProcessingActivity.objects.all())
    found = [
        f"{entry.title}: {finding.rule.id}: {finding.message}"
        for entry, document in zip(entries, activity_documents(entries).values(), strict=True)
        for finding in check_activity(document)
        if finding.rule.severity is Severity.BLOCKING
        or finding.rule.id in NOT_LEFT
        or not finding.rule.id.startswith(LEFT_TO_THE_BODY)
    ]
    assert not found
    assert len(entries) == len(pack.entries)


def test_what_packs_share_can_be_loaded_together() -> None:
    library = read_packs()

    outcome = load(list(library.rows.values()))

    assert outcome.created >= len(library.rows)


def test_every_entry_is_found_by_its_key_alone() -> None:
    keys = [entry.key for pack in read_packs().packs.values() for entry in pack.entries]
    files = [
        entry.row.place.file.rpartition("/")[2].removesuffix(".toml")
        for pack in read_packs().packs.values()
        for entry in pack.entries
    ]
    assert keys == files
    assert len(set(keys)) == len(keys)


def test_every_entry_says_what_it_rests_on_and_leaves_to_the_body_what_it_alone_knows() -> None:
    own = {"dpia_status", "review_due_on", "last_reviewed_on", "supporting_documents", "team"}
    for pack in read_packs().packs.values():
        for entry in pack.entries:
            assert entry.content.get("internal_note"), entry.key
            assert entry.heading, entry.key
            assert entry.sentence.startswith("We "), entry.key
            assert not own & entry.content.keys(), entry.key
