"""Merging is plain arithmetic over pages: these laws hold for all of them."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from ropa.admin.editing.merging import (
    KEY,
    NEW,
    ROW,
    ChangedBy,
    EditedPlace,
    PageContent,
    as_posted,
    differences,
    merged_content,
)

FIELDS = {ROW: ("title", "summary"), "purposes": ("statement", "basis"), "channels": ("channel",)}
KEYS = ("1", "2", "3")
VALUES = st.lists(st.sampled_from(["a", "b", ""]), max_size=2)


def rows(kind):
    return st.fixed_dictionaries(dict.fromkeys(FIELDS[kind], VALUES))


def parts(kind, keys=KEYS):
    return st.dictionaries(st.sampled_from(keys), rows(kind))


def pages(keys=KEYS):
    return st.fixed_dictionaries(
        {
            kind: parts(kind, keys) if kind else rows(ROW).map(lambda row: {ROW: row})
            for kind in FIELDS
        }
    )


TYPED = pages((*KEYS, f"{NEW}0", f"{NEW}1"))


def all_of(page):
    """Every place of a page with what it says."""
    return {
        EditedPlace(kind, key, field): value
        for kind, rows_ in page.items()
        for key, fields in rows_.items()
        for field, value in fields.items()
    }


def places_of(found, *by):
    return {difference.place for difference in found if difference.by in by}


@given(pages(), TYPED)
def test_what_only_one_changed_is_what_comes_out(base, changed):
    assert merged_content(base, differences(base, base, changed), ()) == changed


@given(pages(), pages())
def test_nothing_typed_changes_nothing(base, theirs):
    found = differences(base, theirs, base)
    assert merged_content(theirs, found, ()) == theirs
    assert not places_of(found, ChangedBy.BOTH, ChangedBy.ME)


@given(pages(), pages(), pages())
def test_it_does_not_matter_who_saved_first(base, one, other):
    found = differences(base, one, other)
    mirrored = differences(base, other, one)
    both = places_of(found, ChangedBy.BOTH)
    assert both == places_of(mirrored, ChangedBy.BOTH)
    assert places_of(found, ChangedBy.ME) == places_of(mirrored, ChangedBy.THEM)
    assert merged_content(one, found, ()) == merged_content(other, mirrored, both)


@given(pages(), pages(), TYPED)
def test_where_mine_is_chosen_everywhere_nothing_typed_is_lost(base, theirs, mine):
    # when
    found = differences(base, theirs, mine)
    page = merged_content(theirs, found, ())
    # then
    started, out = all_of(base), all_of(page)
    for place, value in all_of(mine).items():
        kind, key, _ = place
        if value != started.get(place) and not _added_by_both(theirs, base, kind, mine[kind][key]):
            assert out[place] == value


def _added_by_both(theirs, base, kind, part):
    return part in [fields for key, fields in theirs[kind].items() if key not in base[kind]]


@given(pages(), pages(), TYPED)
def test_where_theirs_is_chosen_everywhere_nothing_of_theirs_is_lost(base, theirs, mine):
    # when
    found = differences(base, theirs, mine)
    page = merged_content(theirs, found, places_of(found, ChangedBy.BOTH))
    # then
    started, out = all_of(base), all_of(page)
    for place, value in all_of(theirs).items():
        if value != started.get(place):
            assert out[place] == value


@given(st.none() | pages(), pages(), TYPED, st.data())
def test_each_choice_decides_its_own_place(base, theirs, mine, data):
    # given
    found = differences(base, theirs, mine)
    both = sorted(places_of(found, ChangedBy.BOTH))
    left = data.draw(st.sets(st.sampled_from(both))) if both else set()
    # when
    page = merged_content(theirs, found, left)
    # then
    for difference in found:
        kind, key, field = difference.place
        chosen = (
            difference.theirs
            if difference.by is ChangedBy.THEM or difference.place in left
            else difference.mine
        )
        part = page[kind].get(key)
        assert (part[field] if field and part is not None else part) == chosen


@given(pages(), pages(), TYPED)
def test_the_pages_it_was_given_stay_as_they_are(base, theirs, mine):
    # given
    before = deepcopy((base, theirs, mine))
    # when
    page = merged_content(theirs, differences(base, theirs, mine), ())
    page[ROW][ROW]["title"] = ["something else"]
    # then
    assert (base, theirs, mine) == before


@given(pages(), TYPED)
def test_without_knowing_the_start_every_difference_is_asked_about(theirs, mine):
    # when
    found = differences(None, theirs, mine)
    # then
    assert not places_of(found, ChangedBy.THEM)
    for place in places_of(found, ChangedBy.ME):
        assert place.key.startswith(NEW)


@given(pages(), TYPED)
def test_a_merged_page_is_posted_as_a_form_that_was_opened_with_what_stands(standing, page):
    # when
    posted = as_posted(page, standing)
    # then
    for kind in FIELDS.keys() - {ROW}:
        total = int(posted[f"{kind}-TOTAL_FORMS"][0])
        keys = [posted[f"{kind}-{number}-{KEY}"][0] for number in range(total)]
        removed = [f"{kind}-{number}-DELETE" in posted for number in range(total)]
        kept = [
            {field: posted[f"{kind}-{number}-{field}"] for field in FIELDS[kind]}
            for number in range(total)
            if not removed[number]
        ]
        assert posted[f"{kind}-INITIAL_FORMS"] == [str(len(standing[kind]))]
        assert keys[: len(standing[kind])] == list(standing[kind])
        assert not any(keys[len(standing[kind]) :])
        in_order = [
            page[kind][key] for key in {**standing[kind], **page[kind]} if key in page[kind]
        ]
        assert kept == in_order
    assert posted["title"] == page[ROW][ROW]["title"]


def test_a_kind_of_part_that_did_not_come_back_was_not_touched():
    page = {ROW: {ROW: {"title": ["a"]}}, "purposes": {"1": {"statement": ["b"]}}}
    assert differences(page, page, {ROW: page[ROW]}) == []
    assert differences(None, page, {ROW: page[ROW]}) == []


def test_a_part_added_twice_alike_is_added_once():
    # given
    base: PageContent = {ROW: {ROW: {}}, "purposes": {}}
    theirs: PageContent = {
        ROW: {ROW: {}},
        "purposes": {"7": {"statement": ["a"], "position": ["1"]}},
    }
    mine: PageContent = {
        ROW: {ROW: {}},
        "purposes": {f"{NEW}0": {"statement": ["a"], "position": [""]}},
    }
    # then
    assert places_of(differences(base, theirs, mine), ChangedBy.ME) == set()
