"""Ask a running register whether it is well, without loading it: `python -m ropa.health.probe URL`.

For the health check of a container, which runs every few seconds. Ends with 0 if the answer is
good, else with 1; prints what it was.
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request

SECONDS = 5
MOST_BYTES = 4096


def probe(address: str) -> tuple[bool, str]:
    """Return whether the address answers well, and what it says."""
    # Straight to the register, whatever proxy the environment names for other hosts.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=SECONDS) as answer:
            return True, answer.read(MOST_BYTES).decode(errors="replace")
    except urllib.error.HTTPError as error:
        return False, error.read(MOST_BYTES).decode(errors="replace")
    except (OSError, ValueError) as error:
        return False, str(error)


if __name__ == "__main__":
    good, said = probe(sys.argv[1])
    sys.stdout.write(f"{said}\n")
    sys.exit(0 if good else 1)
