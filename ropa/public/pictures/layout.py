"""Lay out a flow as a drawing: three panels side by side, or one under the other on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .drawing import Arrow, Box, Dot, Drawing, Panel, TextLine
from .flow import MOST_NAMES, Flow, FlowGroup, FlowParty, Stage
from .widths import wrapped

TEXT, HEADING = 16, 18
LINE_HEIGHT = 21
# From the top of a line to its baseline, and from there to the middle of its small letters.
ASCENT, MIDDLE = 16, 5
PANEL_PADDING, BOX_PADDING = 12, 10
BETWEEN_BOXES, BETWEEN_NAMES = 10, 5
INDENT = 14
# So many names stand for a group in a stage that has too many, and so much of a note.
EXAMPLES, NOTE = 4, 110


@dataclass(frozen=True)
class PanelLayout:
    """How the panels stand: how wide each is, how far apart, and whether side by side."""

    panel: int
    gap: int
    across: bool


WIDE = PanelLayout(panel=280, gap=45, across=True)
NARROW = PanelLayout(panel=330, gap=34, across=False)


def drawing_of(flow: Flow, shape: PanelLayout, *, whole: bool = False) -> Drawing:
    """Return the drawing of a flow. It names everybody if it is to be `whole`; else a stage of
    many shows some of each kind, and says how many more there are."""
    panels = [
        _panel(stage, shape.panel, whole=whole, solid=stage is flow.holders)
        for stage in flow.stages
    ]
    return _side_by_side(panels, shape) if shape.across else _stacked(panels, shape)


def _side_by_side(panels: Sequence[Panel], shape: PanelLayout) -> Drawing:
    height = max(panel.height for panel in panels)
    step = shape.panel + shape.gap
    placed = tuple(
        replace(_moved(panel, right=at * step), height=height) for at, panel in enumerate(panels)
    )
    # The arrows join the headings, which so read as a sentence.
    y = PANEL_PADDING + LINE_HEIGHT // 2
    arrows = tuple(
        Arrow(panel.x + panel.width + 6, y, shape.gap - 12, down=False) for panel in placed[:-1]
    )
    return Drawing(placed[-1].x + shape.panel, height, placed, arrows)


def _stacked(panels: Sequence[Panel], shape: PanelLayout) -> Drawing:
    placed = [panels[0]]
    for panel in panels[1:]:
        below = placed[-1].y + placed[-1].height + shape.gap
        placed.append(_moved(panel, down=below))
    arrows = tuple(
        Arrow(shape.panel // 2, above.y + above.height + 4, shape.gap - 8, down=True)
        for above, _ in pairwise(placed)
    )
    return Drawing(shape.panel, placed[-1].y + placed[-1].height, tuple(placed), arrows)


def _panel(stage: Stage, width: int, *, whole: bool, solid: bool) -> Panel:
    room = width - 2 * PANEL_PADDING
    heading = _Text(PANEL_PADDING, PANEL_PADDING, room)
    heading.add(stage.heading, size=HEADING, bold=True)
    y = heading.bottom + BETWEEN_BOXES
    shortened = not whole and len(stage.parties) > MOST_NAMES
    boxes: list[Box] = []
    for group in stage.groups or (FlowGroup("", (FlowParty(stage.nobody),)),):
        boxes.append(_box(group, y, room, shortened=shortened, solid=solid))
        y += boxes[-1].height + BETWEEN_BOXES
    height = y - BETWEEN_BOXES + PANEL_PADDING
    return Panel(0, 0, width, height, tuple(heading.lines), tuple(boxes))


def _box(group: FlowGroup, y: int, width: int, *, shortened: bool, solid: bool) -> Box:
    text = _Text(PANEL_PADDING + BOX_PADDING, y + BOX_PADDING, width - 2 * BOX_PADDING)
    if group.kind:
        _write_list(text, group, shortened=shortened)
    else:
        for party in group.parties:
            text.add(party.called, bold=solid)
            for note in party.notes if solid else ():
                text.add(_shortened(note))
    height = text.bottom - y + BOX_PADDING
    lines, dots = tuple(text.lines), tuple(text.dots)
    return Box(PANEL_PADDING, y, width, height, lines, dots, solid)


def _write_list(text: _Text, group: FlowGroup, *, shortened: bool) -> None:
    everybody = group.parties
    # “And one more” would take as much room as the name.
    shown = everybody[:EXAMPLES] if shortened and len(everybody) > EXAMPLES + 1 else everybody
    left_out = len(everybody) - len(shown)
    text.add(f"{group.kind}:\u00a0{len(everybody)}" if left_out else group.kind, bold=True)
    for party in shown:
        text.space()
        text.add_item(party.called)
    if left_out:
        text.space()
        text.add(f"and {left_out} more")


def _shortened(note: str) -> str:
    if len(note) <= NOTE:
        return note
    return f"{note[:NOTE].rsplit(' ', 1)[0].rstrip(',;')}…"


class _Text:
    """Text as it fills a box from the top."""

    def __init__(self, x: int, y: int, room: int) -> None:
        self.x, self.bottom, self.room = x, y, room
        self.lines: list[TextLine] = []
        self.dots: list[Dot] = []

    def add(self, text: str, *, size: int = TEXT, bold: bool = False, indent: int = 0) -> None:
        for line in wrapped(text, size, self.room - indent, bold=bold):
            self.lines.append(TextLine(self.x + indent, self.bottom + ASCENT, line, size, bold))
            self.bottom += LINE_HEIGHT

    def add_item(self, text: str) -> None:
        self.dots.append(Dot(self.x + 4, self.bottom + ASCENT - MIDDLE))
        self.add(text, indent=INDENT)

    def space(self) -> None:
        self.bottom += BETWEEN_NAMES


def _moved(panel: Panel, *, right: int = 0, down: int = 0) -> Panel:
    def line(line: TextLine) -> TextLine:
        return replace(line, x=line.x + right, y=line.y + down)

    def box(box: Box) -> Box:
        return replace(
            box,
            x=box.x + right,
            y=box.y + down,
            lines=tuple(map(line, box.lines)),
            dots=tuple(Dot(dot.x + right, dot.y + down) for dot in box.dots),
        )

    return replace(
        panel,
        x=panel.x + right,
        y=panel.y + down,
        heading=tuple(map(line, panel.heading)),
        boxes=tuple(map(box, panel.boxes)),
    )
