"""Outlines of frozen documents: only the fields by which entries and notices are selected.

Reading a whole document takes many times as long, and whoever only counts needs no more.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ropa.digits import FrozenReference


class _Outline(BaseModel):
    """Part of a frozen document: fields not named here are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Coded(_Outline):
    code: str


class _Role(_Outline):
    organisation: _Coded
    role: _Coded


class EntryOutline(_Outline):
    """An entry, as far as a selection asks."""

    reference: FrozenReference
    legal_regime: _Coded
    team: _Coded
    controllers: tuple[_Role, ...]


class _Approved(_Outline):
    document: EntryOutline


class NoticeOutline(_Outline):
    """A notice, as far as a selection asks."""

    team: _Coded
    activities: tuple[_Approved, ...]
