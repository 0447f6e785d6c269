"""Drawings: nothing overlaps, nothing runs over, and they are well-formed whatever is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.public.pictures.drawing import Box, Drawing, Panel, TextLine
from ropa.public.pictures.flow import Flow, flow_of
from ropa.public.pictures.layout import NARROW, WIDE, PanelLayout, drawing_of
from tests.properties import examples

from .content import (
    abroad,
    authorities,
    content,
    controller,
    recipient,
    source,
    term,
    themselves,
)

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = [WIDE, NARROW]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror="alert(1)">',
    'Smith & Sons ‘quoted’ "twice"',
    "وزارة التعليم والتدريب المهني (قسم)",
    "\u202eevil",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "]]>",
    "{{ settings.SECRET_KEY }}",
]


def flow_naming(names: list[str]) -> Flow:
    """A flow in which each name stands in every place that a name can have."""
    return flow_of(
        content(
            sources=[themselves(), authorities(*(source(name, term(name)) for name in names))],
            controllers=[
                part
                for name in names
                for part in (
                    controller(name, "independent", name),
                    controller(f"{name} too", "processor", name),
                )
            ],
            recipients=[recipient(name, term(name)) for name in names],
            transfers=[abroad(name) for name in names],
            inside=" ".join(names),
        )
    )


def svg_of(flow: Flow, drawing: Drawing, title: str = "A title") -> str:
    context = {"id": "one", "flow": flow, "drawing": drawing, "title": title}
    return render_to_string("pictures/flow.svg", context)


def overlap(one: Box | Panel, other: Box | Panel) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def assert_apart[Frame: (Box, Panel)](shapes: Sequence[Frame]) -> None:
    assert not any(overlap(one, other) for one, other in combinations(shapes, 2))


def assert_within(lines: Sequence[TextLine], frame: Box | Panel) -> None:
    for line in lines:
        assert frame.x < line.x
        assert line.x + line.width < frame.x + frame.width
        assert frame.y < line.y - line.size < line.y < frame.y + frame.height
    assert all(below.y - line.y >= 21 for line, below in pairwise(lines))


def assert_sound(drawing: Drawing) -> None:
    assert_apart(drawing.panels)
    assert_apart(drawing.boxes)
    for panel in drawing.panels:
        assert panel.x >= 0
        assert panel.x + panel.width <= drawing.width
        assert panel.y + panel.height <= drawing.height
        assert_within(panel.heading, panel)
        for box in panel.boxes:
            assert panel.x < box.x
            assert box.x + box.width < panel.x + panel.width
            assert box.y + box.height < panel.y + panel.height
            assert_within(box.lines, box)
        assert max(line.y for line in panel.heading) < min(box.y for box in panel.boxes)


@pytest.mark.parametrize("shape", SHAPES)
@given(names=st.lists(st.text(min_size=1, max_size=60), max_size=12), whole=st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_any_names_make_a_sound_picture(shape: PanelLayout, names: list[str], whole: bool) -> None:
    flow = flow_naming(names)
    drawing = drawing_of(flow, shape, whole=whole)

    assert_sound(drawing)
    root = ET.fromstring(svg_of(flow, drawing, title="".join(names)))
    assert root.tag == f"{SVG}svg"
    texts = [text.text for text in root.iter(f"{SVG}text")]
    lines = [line.text for box in drawing.boxes for line in box.lines]
    headings = [line.text for panel in drawing.panels for line in panel.heading]
    assert sorted(text or "" for text in texts) == sorted(lines + headings)


@pytest.mark.parametrize("shape", SHAPES)
def test_markup_in_names_is_text(shape: PanelLayout) -> None:
    flow = flow_naming(HOSTILE)
    drawing = drawing_of(flow, shape, whole=True)
    root = ET.fromstring(svg_of(flow, drawing, title=HOSTILE[0]))

    assert_sound(drawing)
    allowed = {"svg", "title", "desc", "rect", "g", "text", "circle", "path"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == allowed
    assert not any(
        name == "style" or name.startswith("on")
        for element in root.iter()
        for name in element.attrib
    )
    shown = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "<script>alert(1)</script>" in shown
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == HOSTILE[0]


def test_its_name_and_description_are_found_by_their_ids() -> None:
    flow = flow_naming(["the police"])
    root = ET.fromstring(svg_of(flow, drawing_of(flow, WIDE)))
    ids = {element.get("id"): element.text or "" for element in root.iter() if element.get("id")}

    assert root.get("role") == "img"
    named = root.attrib["aria-labelledby"].split()
    assert named == ["one-title", "one-about"]
    assert set(named) == set(ids)
    assert "where it comes from (2 named)" in ids["one-about"]


def lines_of(drawing: Drawing) -> list[str]:
    return [line.text for box in drawing.boxes for line in box.lines]


def test_a_stage_of_many_shows_some_of_each_kind_and_how_many_more() -> None:
    flow = flow_of(content(sources=[authorities(*(source(f"body {at}") for at in range(9)))]))

    shown = lines_of(drawing_of(flow, NARROW))
    assert "Public authorities and services:\u00a09" in shown
    assert [name for name in shown if name.startswith("body")] == [f"body {at}" for at in range(4)]
    assert "and 5 more" in shown
    assert {f"body {at}" for at in range(9)} <= set(lines_of(drawing_of(flow, NARROW, whole=True)))


@pytest.mark.parametrize("number", [1, 8])
def test_a_stage_of_few_names_everybody(number: int) -> None:
    flow = flow_of(content(recipients=[recipient(f"body {at}") for at in range(number)]))

    shown = lines_of(drawing_of(flow, NARROW))

    assert {f"body {at}" for at in range(number)} <= set(shown)
    assert "People and organisations outside" in shown
    assert not any("more" in text for text in shown)


def test_a_long_scope_is_cut_at_a_word() -> None:
    flow = flow_of(content(controllers=[controller("Lead", "independent", "data " * 60)]))
    shown = " ".join(line.text for line in drawing_of(flow, WIDE).boxes[1].lines)
    assert shown.endswith("data…")
    assert len(shown) < 130


def test_stages_stand_in_order_with_an_arrow_from_each_to_the_next() -> None:
    flow = flow_naming(["the police"])

    wide, narrow = drawing_of(flow, WIDE), drawing_of(flow, NARROW)

    assert [panel.x for panel in wide.panels] == sorted(panel.x for panel in wide.panels)
    assert {panel.y for panel in wide.panels} == {0}
    assert len({panel.height for panel in wide.panels}) == 1
    for at, arrow in enumerate(wide.arrows):
        before, after = wide.panels[at : at + 2]
        assert before.x + before.width < arrow.x < arrow.x + arrow.length < after.x
    for at, arrow in enumerate(narrow.arrows):
        before, after = narrow.panels[at : at + 2]
        assert before.y + before.height < arrow.y < arrow.y + arrow.length < after.y
    assert len(wide.arrows) == len(narrow.arrows) == 2
    assert [box.solid for box in wide.panels[1].boxes] == [True]


def test_where_nobody_is_named_the_picture_says_so() -> None:
    shown = lines_of(drawing_of(flow_of(content()), NARROW))
    assert shown == [
        "No source is recorded.",
        "No controller is recorded.",
        "Nobody else is recorded.",
    ]
