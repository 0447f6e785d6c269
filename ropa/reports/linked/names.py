"""What the export is about, and the identifier of each node in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from .context import NAMESPACE_ID
from .values import safe


@dataclass(frozen=True)
class CatalogueDescription:
    """The register as a whole.

    `address` is that of the site without a path, or empty if the site does not say. `as_at` is
    the instant the content held at; without one it is the content of now. `head_hash` is that of
    the newest version in the chain, or empty.
    """

    title: str
    description: str
    publisher_name: str
    address: str
    as_at: datetime | None
    head_hash: str


@dataclass(frozen=True)
class TopicDescription:
    """A register of one topic. `name` is what addresses call it, `citation` the law it answers, and
    `properties` are those of the records of the whole register that it repeats."""

    name: str
    title: str
    summary: str
    citation: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class FrozenIn:
    """The version a document stands in. A draft has no number; `digest` is its SHA-256 anyway."""

    number: int | None
    digest: str
    frozen_at: datetime | None


@dataclass(frozen=True)
class NodeNames:
    """Identifiers of the things in one register.

    Where the site has an address, an entry is named by its page. Otherwise the names are URNs made
    from the publisher's name: the same in every export of the register, and never those of another.
    """

    register: str
    has_pages: bool

    @classmethod
    def of(cls, about: CatalogueDescription) -> NodeNames:
        """Return the names for nodes of a register: its pages if it has an address, else URNs."""
        if about.address:
            return cls(f"{about.address.rstrip('/')}/register/", has_pages=True)
        return cls(uuid5(UUID(NAMESPACE_ID), about.publisher_name).urn, has_pages=False)

    @property
    def catalogue(self) -> str:
        return f"{self.register}#catalogue"

    @property
    def dataset(self) -> str:
        """The name of the register as files, which is none of its records."""
        return f"{self.register}#files"

    @property
    def publisher(self) -> str:
        return f"{self.register}#publisher"

    def topic(self, name: str) -> str:
        """Return the name of the register of one topic, which the site has on a page of its own."""
        if not self.has_pages:
            return f"{self.register}#registers-{safe(name)}"
        return f"{self.register.removesuffix('register/')}registers/{safe(name)}/"

    def activity(self, reference: str) -> str:
        """Return the name of the entry with `reference`."""
        name = safe(reference)
        return f"{self.register}{name}/" if self.has_pages else f"{self.register}#{name}"

    def shared(self, kind: str, *codes: str) -> str:
        """Return the name of what entries share: an organisation, a category, a provision."""
        return f"{self.register}#{'-'.join([kind, *map(safe, codes)])}"
