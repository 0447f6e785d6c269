"""The tour in the documentation shows every picture that is kept, and no other."""

from __future__ import annotations

import re

from tests.browser.screenshots import FOLDER


def test_the_tour_shows_each_picture() -> None:
    tour = (FOLDER.parent / "tour.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\(screenshots/([\w-]+\.png)\)", tour)
    assert sorted(shown) == sorted(path.name for path in FOLDER.iterdir())
