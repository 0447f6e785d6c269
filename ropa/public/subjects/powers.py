"""The powers that entries use, filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ropa.documents.merged.grounds import MergedPower, PowerGroup


def powers_where(
    groups: Iterable[PowerGroup], is_wanted: Callable[[MergedPower], bool]
) -> tuple[PowerGroup, ...]:
    """Return the powers that are wanted, by kind, without kinds that have none."""
    wanted = (
        PowerGroup(group.kind, tuple(power for power in group.powers if is_wanted(power)))
        for group in groups
    )
    return tuple(group for group in wanted if group.powers)
