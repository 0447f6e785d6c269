"""The elements of a diagram: lines of text in boxes, boxes in panels, and arrows between panels.

Coordinates are pixels of the picture at its natural size, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from .widths import width


@dataclass(frozen=True)
class TextLine:
    """A line of text: where it begins, and its baseline."""

    x: int
    y: int
    text: str
    size: int
    bold: bool

    @property
    def width(self) -> float:
        """How wide it is at most."""
        return width(self.text, self.size, bold=self.bold)


@dataclass(frozen=True)
class Dot:
    """The mark before a name in a list."""

    x: int
    y: int


@dataclass(frozen=True)
class Box:
    """A frame with text. `solid` ones are filled, with light text."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[TextLine, ...]
    dots: tuple[Dot, ...] = ()
    solid: bool = False


@dataclass(frozen=True)
class Panel:
    """The ground on which the boxes of one stage stand under their heading."""

    x: int
    y: int
    width: int
    height: int
    heading: tuple[TextLine, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Arrow:
    """An arrow from one panel to the next: its tail, its length, and whether it points down."""

    x: int
    y: int
    length: int
    down: bool

    @property
    def path(self) -> str:
        """Its outline, as SVG writes it."""
        shaft = self.length - 10
        if self.down:
            return f"M{self.x - 2} {self.y}v{shaft}h-6l8 10l8-10h-6v-{shaft}z"
        return f"M{self.x} {self.y - 2}h{shaft}v-6l10 8l-10 8v-6h-{shaft}z"


@dataclass(frozen=True)
class Drawing:
    """A picture."""

    width: int
    height: int
    panels: tuple[Panel, ...]
    arrows: tuple[Arrow, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all panels."""
        return tuple(box for panel in self.panels for box in panel.boxes)
