"""The diagrams in docs/approval.md, kept in step with the table of decisions."""

from __future__ import annotations

from .transitions import ACTIVITY, NOTICE, Transition, diagram

DIAGRAMS: dict[str, tuple[Transition, ...]] = {"entries": ACTIVITY, "notices": NOTICE}


def with_diagrams(text: str) -> str:
    """Return a Markdown text with each diagram drawn anew between its marks.

    Raises `ValueError` if a mark is missing.
    """
    for name, transitions in DIAGRAMS.items():
        begin, end = f"<!-- diagram of {name} -->\n", f"<!-- end of the diagram of {name} -->"
        before, begun, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not (begun and ended):
            raise ValueError(f"There are no marks around the diagram of {name}.")
        text = f"{before}{begin}\n```mermaid\n{diagram(transitions)}\n```\n\n{end}{after}"
    return text
