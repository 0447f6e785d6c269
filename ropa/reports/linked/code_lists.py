"""Map codes of the register to linked-data terms: DPV's, or our own where DPV has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .values import Node, english, ref, safe

SCHEME = "ropa:terms"


@dataclass(frozen=True)
class OwnTerm:
    """A term that no vocabulary has. `broader` are the nearest that DPV has above it, `related`
    such as say the same of another law."""

    broader: tuple[str, ...]
    related: tuple[str, ...] = ()


def own_term(broader: str, *, related: str = "") -> OwnTerm:
    """Return a term of our own; each argument names terms with spaces between them."""
    return OwnTerm(tuple(broader.split()), tuple(related.split()))


@dataclass(frozen=True)
class CodeList:
    """The codes of one field, with the name people read and the term for each.

    `kind` is the class of DPV that all terms of the list are instances of, if they share one.
    """

    name: str
    labels: Mapping[str, str]
    terms: Mapping[str, str | OwnTerm]
    kind: str = ""

    def term(self, code: str) -> str:
        """Return the term for `code`, as a compact identifier.

        A code that is no longer in the list, from an old document, keeps a name of its own.
        """
        known = self.terms.get(code)
        return known if isinstance(known, str) else f"ropa:{self.name}-{safe(code)}"

    def nodes(self) -> list[Node]:
        """Return what the export says of each term: all of our own, and of which kind others are.

        DPV describes its own terms; their kind is repeated so that the document can be checked
        without it.
        """
        return [
            node
            for code, known in self.terms.items()
            if (
                node := self._own(code, known) if isinstance(known, OwnTerm) else self._known(known)
            )
        ]

    def _own(self, code: str, known: OwnTerm) -> Node:
        node: Node = {
            "@id": self.term(code),
            "@type": ["rdfs:Class", "skos:Concept", *([self.kind] if self.kind else [])],
            "skos:broader": [ref(term) for term in known.broader],
            "skos:inScheme": ref(SCHEME),
            "skos:notation": code,
            "skos:prefLabel": english(self.labels[code]),
        }
        if known.related:
            node["skos:related"] = [ref(term) for term in known.related]
        return node

    def _known(self, term: str) -> Node | None:
        return {"@id": term, "@type": self.kind} if self.kind else None
