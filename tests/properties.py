"""How many examples a property is tried on: few with each change, many when somebody asks for it.

HYPOTHESIS_PROFILE=thorough bin/test -m hypothesis
"""

from __future__ import annotations

import os

from hypothesis import settings

# Where a test says nothing itself; and how many times as many where it does.
QUICK, THOROUGH = "quick", "thorough"
EXAMPLES = {QUICK: 100, THOROUGH: 5000}
TIMES = {QUICK: 1, THOROUGH: 50}

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", QUICK)
for _name, _examples in EXAMPLES.items():
    settings.register_profile(_name, max_examples=_examples, deadline=None)
settings.load_profile(PROFILE)


def examples(quick: int) -> int:
    """Return how many to try, for a property that is tried on `quick` with each change."""
    return quick * TIMES[PROFILE]
