"""What other applications add about a section is frozen with it, its public part alone."""

from __future__ import annotations

from typing import Annotated

import pytest

from ropa.documents import annexes
from ropa.documents.classification import INTERNAL, PUBLIC, Document
from ropa.documents.notices import notice_document
from tests.factories import make_notice, make_section


class Remark(Document):
    text: Annotated[str, PUBLIC]
    source: Annotated[str, INTERNAL]


@pytest.mark.django_db
def test_only_sections_with_an_annex_have_one_and_only_its_public_part(monkeypatch):
    notice = make_notice()
    with_remark = make_section(notice)
    monkeypatch.setattr(annexes, "_builders", {})
    annexes.register_annex(
        "remark", lambda sections: {with_remark.pk: Remark(text="said", source="secret")}
    )
    first, second = notice_document(notice).sections
    assert first.annexes == {}
    assert second.annexes == {"remark": {"text": "said"}}
