"""How many examples a property is tried on: few with each change, many when somebody asks for it.

HYPOTHESIS_PROFILE=thorough bin/test -m hypothesis
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

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


def costly(quick: int) -> settings:
    """Return the settings of a property of which each example costs a request, an import or the
    like: the same examples in each run, and nothing smaller looked for when one fails, which takes
    minutes."""
    return settings(
        max_examples=examples(quick),
        phases=[Phase.explicit, Phase.generate],
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
