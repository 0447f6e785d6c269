"""Run axe on a page and return its violations of WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The rules that measure: what they find depends on where things stand, not only on what is shown.
MEASURING = ("scrollable-region-focusable", "target-size")
# Thousands of lines: a page that has it already needs none of them sent again.
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_VIOLATIONS = """
options => axe.run(options).then(found => found.violations.flatMap(
    violation => violation.nodes.map(
        node => `${violation.id}: ${node.target} ${node.html.slice(0, 120)}`
    )
))
"""


def violations(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA on the page as it stands, a line each.

    `only` names the rules to ask; without it, all are asked.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE};0")
    options: dict[str, Any] = {
        "runOnly": {"type": "rule", "values": only}
        if only
        else {"type": "tag", "values": WCAG_2_2_AA},
        "resultTypes": ["violations"],
    }
    found: list[str] = page.evaluate(_VIOLATIONS, options)
    return found
