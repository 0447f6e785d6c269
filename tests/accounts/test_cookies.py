"""Over HTTPS the cookies are such as a browser gives to this very host alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import json
from django.conf import settings
names = [n for n in dir(settings) if n.startswith(("SESSION_COOKIE_", "CSRF_COOKIE_"))]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize(("debug", "prefix"), [("0", "__Host-"), ("1", "")])
def test_the_names_and_marks_of_the_cookies(debug, prefix):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ropa.settings",
        "DEBUG": debug,
        "SECRET_KEY": "k" * 60,
    }
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(asked.stdout)
    for kind, name in (("SESSION", "session"), ("CSRF", "form")):
        assert said[f"{kind}_COOKIE_NAME"] == f"{prefix}{name}"
        assert said[f"{kind}_COOKIE_SECURE"] is (debug == "0")
        assert said[f"{kind}_COOKIE_HTTPONLY"] is True
        assert said[f"{kind}_COOKIE_SAMESITE"] == "Lax"
        # What the prefix asks for: no domain, and every path.
        assert said[f"{kind}_COOKIE_DOMAIN"] is None
        assert said[f"{kind}_COOKIE_PATH"] == "/"
