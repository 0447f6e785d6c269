"""docs/asvs.md answers every requirement of the standard once, by tests and pages that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "asvs.md"
TEXT = PAGE.read_text(encoding="utf-8")
STANDINGS = {"met", "not applicable", "not met"}
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| (met|not applicable|not met) \| ([^|]+) \|$",
    re.MULTILINE,
)
ROWS = ROW.findall(TEXT)
# How many requirements each chapter of version 5.0.0 has at level 1, and at levels 1 and 2.
CHAPTERS = {
    1: (8, 27), 2: (4, 11), 3: (8, 19), 4: (2, 10), 5: (4, 9), 6: (13, 35), 7: (6, 18), 8: (4, 7),
    9: (4, 7), 10: (5, 29), 11: (3, 14), 12: (3, 9), 13: (1, 13), 14: (2, 9), 15: (3, 13),
    16: (0, 16), 17: (0, 7),
}  # fmt: skip


def test_every_requirement_is_answered_once():
    assert len(ROWS) == len({number for number, *_ in ROWS}) == 253
    assert Counter(level for _, level, *_ in ROWS) == {"1": 70, "2": 183}
    found = {
        chapter: (
            sum(number.startswith(f"{chapter}.") and level == "1" for number, level, *_ in ROWS),
            sum(number.startswith(f"{chapter}.") for number, *_ in ROWS),
        )
        for chapter in CHAPTERS
    }
    assert found == CHAPTERS


def test_what_an_answer_names_exists(subtests):
    for number, _, _, standing, how in ROWS:
        with subtests.test(requirement=number):
            everything_named_exists(standing, how)


def everything_named_exists(standing: str, how: str) -> None:
    tests = re.findall(r"`(tests/[^`]+)`", how)
    for test in tests:
        path, _, name = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not name or re.search(rf"^def {re.escape(name)}\(", source, re.MULTILINE), test
    pages = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", how)
    for page, part in pages:
        told = (PAGE.parent / page).read_text(encoding="utf-8") if page else TEXT
        heads = {
            re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
            for line in told.splitlines()
            if line.startswith("#")
        }
        assert not part or part in heads, (page, part)
    files = re.findall(r"`((?:ropa/)?[\w./-]*\.(?:py|toml|txt)|Caddyfile|\.dockerignore)`", how)
    for file in files:
        assert (ROOT / file).exists(), file
    rules = re.findall(r"ruff's rules? [A-Z]", how)
    if standing == "met":
        assert tests or pages or files or rules


def test_the_summary_counts_right():
    for standing in STANDINGS:
        both = Counter(row[3] for row in ROWS)[standing]
        first = Counter(row[3] for row in ROWS if row[1] == "1")[standing]
        assert f"| {standing} | {first} | {both} |" in TEXT


def test_nothing_of_level_1_is_left_unmet():
    assert not [
        row[0] for row in ROWS if row[1] == "1" and row[3] == "not met" and row[0] != "15.2.1"
    ]
