"""The projections of regimes: those that published notices tell of, and who has a part in them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model

from ropa.models import Version
from ropa.public.published_documents import PUBLISHED_DOCUMENTS, newest_of, subject_key
from ropa.read_model import Projection

from .models import RegimeInForce, RegimeMention
from .page_parts import parts_in
from .published import PublishedRegime, regimes_of


class _OfNotices(Projection):
    """Rows of notices, which are the keys."""

    key_field = "document"
    made_from = (Version,)

    def keys(self) -> Iterable[str]:
        return filter(_is_notice, PUBLISHED_DOCUMENTS.keys())

    def keys_from(self, row: Model) -> Iterable[str]:
        return filter(_is_notice, PUBLISHED_DOCUMENTS.keys_from(row))

    def rows(self, keys: Sequence[str]) -> Iterator[Model]:
        for version in newest_of(keys):
            for item in regimes_of(version):
                yield from self.rows_of(subject_key(version), item)

    @abstractmethod
    def rows_of(self, document: str, item: PublishedRegime) -> Iterable[Model]:
        """Return the rows of a regime of a notice."""


class _RegimesInForce(_OfNotices):
    name = "inspection regimes"
    model = RegimeInForce
    identified_by = ("slug",)

    def rows_of(self, document: str, item: PublishedRegime) -> Iterable[Model]:
        regime, outline = item.regime, item.notice.outline
        yield RegimeInForce(
            document=document,
            version=item.notice.version,
            slug=regime.slug,
            sorted_as=regime.title.casefold()[:200],
            is_joint=item.is_joint,
            published_at=item.published,
            notice=outline.slug,
            notice_title=outline.title,
            section=item.section.slug,
            entries=[entry.model_dump(mode="json") for entry in item.entries],
            regime=regime.model_dump(mode="json", warnings=False),
            search_text=f"{regime.title}\n{regime.summary}".casefold(),
        )


class _RegimeMentions(_OfNotices):
    name = "parts in inspection regimes"
    model = RegimeMention
    identified_by = ("kind", "code", "slug")

    def rows_of(self, document: str, item: PublishedRegime) -> Iterable[Model]:
        for (kind, code), heading in parts_in(item).items():
            yield RegimeMention(
                document=document,
                slug=item.regime.slug,
                title=item.regime.title,
                kind=kind,
                code=code,
                heading=heading,
            )


def _is_notice(key: str) -> bool:
    return key.startswith("notice:")


REGIMES_IN_FORCE = _RegimesInForce()
REGIME_MENTIONS = _RegimeMentions()
