"""Annexes: what other applications add to a section of a notice.

An application registers here what it has to say about sections, and it is frozen and published with
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ropa.models import NoticeSection

from .classification import Document

# Given sections, return the annex of each that has one, by the section's primary key.
AnnexBuilder = Callable[[Sequence[NoticeSection]], dict[int, Document]]

_builders: dict[str, AnnexBuilder] = {}


def register_annex(key: str, builder: AnnexBuilder) -> None:
    """Register what builds the annexes that stand in section documents under `key`.

    The builder uses a fixed number of queries whatever the number of sections. Only the public
    part of what it returns is frozen.
    """
    _builders[key] = builder


def is_annex(key: str) -> bool:
    """Say whether an application that is installed has annexes under `key`: a version may hold
    those of one that no longer is."""
    return key in _builders


def annexes_of(sections: Sequence[NoticeSection]) -> dict[int, dict[str, Document]]:
    """Return, by primary key of the section, its annexes by their keys."""
    found: dict[int, dict[str, Document]] = {section.pk: {} for section in sections}
    for key, builder in sorted(_builders.items()):
        for pk, annex in builder(sections).items():
            found[pk][key] = annex
    return found
