"""Notices that wait for publication: `python -m tests.concurrency.waiting_notices NUMBER`.

Prints their primary keys and addresses, and who may publish them, as JSON.
"""

from __future__ import annotations

import json
import sys

import django


def main(number: int) -> None:
    """Make the rows in a migrated database."""
    django.setup()
    from tests.factories import approve, make_activity, make_notice, make_user

    approver = make_user("Approver", username="approver", password="try-the-approver")
    entry = make_activity()
    approve(entry, approver)
    notices = [make_notice(entry) for _ in range(number)]
    json.dump([(notice.pk, notice.slug) for notice in notices], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
