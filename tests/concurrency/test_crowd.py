"""Many people decide at once: the chain has no gap and no fork, and nobody meets an error."""

from __future__ import annotations

import json
from collections import Counter

from ropa.documents.heads_file import read_heads
from tests.concurrency.crowd import ENTRIES, NOTICES, SHARED, WORKERS


def test_eight_workers_share_one_chain(tmp_path, installed):
    with installed(tmp_path, "crowd") as register:
        outcome = json.loads(register.run("-m", "tests.concurrency.crowd"))
        report = register.run("manage.py", "verify_versions", "--heads", str(register.heads))
    assert outcome["errors"] == []

    done = Counter(outcome["done"])
    assert done.pop("reworded") == WORKERS * SHARED
    together, alone = done.pop("together", 0), done.pop("alone", 0)
    # What everybody tried was done by one; the others were told so in a sentence.
    assert set(done.values()) == {1}
    assert done.total() == ENTRIES + NOTICES + SHARED
    assert len(outcome["refused"]) >= (WORKERS - 1) * SHARED
    assert alone > 0

    heads = read_heads([register.heads])[0]
    count = max(head.sequence for head in heads)
    assert count >= ENTRIES + NOTICES + 2 * SHARED + alone + together
    assert sorted(head.sequence for head in heads) == list(range(1, count + 1))
    assert f"Versions: {count}, all as they were made." in report
