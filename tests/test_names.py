"""Names show all they hold, and are compared as people compare them."""

from __future__ import annotations

import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField
from hypothesis import given
from hypothesis import strategies as st

from ropa.models.base import Recorded
from ropa.names import comparable, refuse_unseen, without_unseen
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_organisation, make_user

UNSEEN = ("Cc", "Cf", "Zl", "Zp")
unseen = st.characters(categories=UNSEEN)  # type: ignore[arg-type]
# Nothing but what is not seen is kept from a name: any script, any sign, any space.
_SEEN = st.characters(exclude_categories=("Cs", *UNSEEN))  # type: ignore[arg-type]
seen = st.text(_SEEN, max_size=40)
FIELDS = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, Recorded)
    for field in model._meta.concrete_fields
    if isinstance(field, CharField)
]


def refused(model, field, text):
    """The codes of what is wrong with a text in a field, whatever else the row says."""
    return cleaned(model, field, text)[0]


def cleaned(model, field, text):
    """The codes of what is wrong with a text in a field, and the text that the row then has: an
    identifier is kept without what stands around it."""
    others = {each.name for each in model._meta.concrete_fields if each is not field}
    row = model(**{field.name: text})
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        return {each.code for each in error.error_dict[field.name]}, text
    return set(), getattr(row, field.attname)


@given(st.sampled_from(FIELDS), seen, unseen, seen)
def test_no_text_of_one_line_takes_what_nobody_sees(where, before, character, after):
    model, field = where
    codes, kept = cleaned(model, field, f"{before}{character}{after}")
    assert codes or kept == without_unseen(kept)


@given(
    st.sampled_from([each for each in FIELDS if each[1].name in {"name", "title", "label"}]), seen
)
def test_every_other_text_is_taken(where, text):
    model, field = where
    assert refused(model, field, text) <= {"blank"}


def test_names_titles_references_and_details_are_among_them():
    """So that the tests above cannot pass by looking at nothing."""
    names = {f"{model.__name__}.{field.name}" for model, field in FIELDS}
    assert len(names) > 40
    assert {
        "Organisation.name",
        "ProcessingActivity.reference",
        "ProcessingActivity.title",
        "Legislation.title",
        "Provision.label",
        "Disclosure.detail",
        "InspectionRegime.title",
    } <= names


@given(st.text(max_size=60))
def test_a_text_is_refused_exactly_if_something_in_it_is_not_seen(text):
    has_unseen = any(unicodedata.category(each) in (*UNSEEN, "Cs") for each in text)
    if has_unseen:
        with pytest.raises(ValidationError, match="cannot be seen"):
            refuse_unseen(text)
    else:
        refuse_unseen(text)
    refuse_unseen(without_unseen(text))


@given(seen, st.lists(unseen, max_size=3))
def test_names_that_look_alike_are_compared_alike(text, hidden):
    assert comparable(unicodedata.normalize("NFC", text)) == comparable(text)
    assert comparable(unicodedata.normalize("NFD", text)) == comparable(text)
    assert comparable(unicodedata.normalize("NFKC", text)) == comparable(text)
    assert comparable(f"  {text}\u00a0") == comparable(text)
    assert comparable("".join(each for each in hidden if each.isprintable()) + text) == comparable(
        text
    )
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE\u0301"),
        ("Straße", "STRASSE"),
        ("Ofsted", "Ｏｆｓｔｅｄ"),
        ("Care\u200b Quality", "care  quality"),
        ("The\tCouncil", "the council"),
    ],
)
def test_these_are_one_name(one, other):
    assert comparable(one) == comparable(other)


def test_those_are_two():
    assert comparable("Cafe") != comparable("Café")
    assert comparable("Аbc") != comparable("Abc")  # the first begins with a Cyrillic letter


@pytest.mark.django_db
def test_a_form_says_where_it_is():
    organisation = make_organisation(name="Care Quality Commission")
    client = signed_in(make_user("Approver"))
    page = f"/admin/ropa/organisation/{organisation.pk}/change/"
    sent = fields_of(client.get(page).text) | {"name": ["Care\u200b Quality Commission"]}
    answer = client.post(page, sent)
    assert answer.status_code == 200
    said = text_of(answer.text)
    assert "Character 5 (U+200B ZERO WIDTH SPACE) cannot be seen. Delete it." in said
    organisation.refresh_from_db()
    assert organisation.name == "Care Quality Commission"
