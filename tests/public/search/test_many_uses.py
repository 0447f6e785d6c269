"""An approval pays as much for a body that thousands of entries name as for one that a few do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ropa.models import Disclosure, Mention, Version
from ropa.public.index.register_index import ENTRIES_TOGETHER
from tests.factories import approve, make_activity, make_organisation

pytestmark = pytest.mark.django_db


def test_an_approval_takes_no_more_with_many_uses_than_with_few() -> None:
    # given an entry that names a body, and is the first of those on its page
    body = make_organisation()
    entry = make_activity(reference="RPA-0000")
    Disclosure.objects.create(activity=entry, recipient=body, purpose="to see")
    approve(entry)

    def name_it(*numbers: int) -> None:
        version = Version.objects.first()
        assert version is not None
        Mention.objects.bulk_create(
            Mention(
                document=f"activity:{number}",
                version=version,
                reference=f"RPA-{number}",
                kind="organisation",
                code=body.code,
                is_standing=True,
                rank=0,
            )
            for number in numbers
        )

    def queries_taken() -> int:
        entry.summary += " And more."
        entry.save()
        with CaptureQueriesContext(connection) as queries:
            approve(entry)
        return len(queries)

    # when as many name it as its page shows, and then thousands
    name_it(*range(1_000_000, 1_000_000 + ENTRIES_TOGETHER))
    few = queries_taken()
    name_it(*range(2_000_000, 2_005_000))
    # then
    assert queries_taken() == few
