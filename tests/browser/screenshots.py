"""Screenshots of the main pages, taken during browser tests, for the documentation."""

from __future__ import annotations

import os

from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import PHONE

FOLDER = settings.BASE_DIR / "docs" / "screenshots"


def save_screenshot(page: Page, name: str) -> None:
    """Take a picture of what the visitor sees; `WRITE_DOCS=1` puts it into the documentation."""
    assert page.viewport_size is not None
    device = "phone" if page.viewport_size["width"] == PHONE else "desktop"
    picture = page.screenshot(animations="disabled", scale="css")
    if os.environ.get("WRITE_DOCS"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}-{device}.png").write_bytes(picture)
