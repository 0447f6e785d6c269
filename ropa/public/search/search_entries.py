"""The projection of everything that can be found: a row for each public page, kept while what it is
made from is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from django.db.models import Model

from ropa.models import Mention, NamedSubject, SearchEntry, Version
from ropa.read_model import Changes, Projection, refresh, register

from ..extension_pages import extension_pages
from ..index import LEGISLATION, PEOPLE, PROVISION, register_index
from ..index.mentions import SUBJECTS
from ..index.projections import MENTIONS, READER, SUBJECT_ROWS, subject_name
from ..index.register_index import ENTRIES_TOGETHER, naming
from ..published_documents import PUBLISHED_DOCUMENTS, newest_of, subject_key
from ..published_lists import outlines, published_policy_documents
from . import published, subjects
from .pages import SearchPage
from .tokens import NAMED, lines, of_kind, tokens_of, words_of

# The key of the list of policy documents, and how many of them it is found by.
_POLICY_LIST, _POLICY_DOCUMENTS = "list:policy-documents", 25
_DOCUMENTS = ("activity", "notice")


class _SearchEntries(Projection):
    name = "search entries"
    model = SearchEntry
    key_field = "key"
    identified_by = ("address",)
    made_from = (Version,)
    # Terms are counted from its rows, so that both are written by one transaction at a time.
    locked_with = "search entries"
    batch = 25

    def keys(self) -> Iterable[str]:
        yield from PUBLISHED_DOCUMENTS.keys()
        yield from SUBJECT_ROWS.keys()
        yield _POLICY_LIST

    def keys_from(self, row: Model) -> Iterable[str]:
        return PUBLISHED_DOCUMENTS.keys_from(row)

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        documents = [key for key in keys if key.partition(":")[0] in _DOCUMENTS]
        names = [
            (kind, code)
            for kind, _, code in (key.partition(":") for key in keys)
            if kind in SUBJECTS
        ]
        yield from _of_documents(documents)
        yield from _of_subjects(names)
        if _POLICY_LIST in keys:
            found = outlines(published_policy_documents()[:_POLICY_DOCUMENTS])
            if found:
                yield entry_of(_POLICY_LIST, published.policy_documents(found))

    def follow(self, other: Projection, changes: Changes) -> None:
        """Make those pages anew that say something else now: of the list of policy documents, and
        of subjects."""
        if other is PUBLISHED_DOCUMENTS:
            if any(row.kind == "policy-document" for row in changes.rows):
                refresh(self, [_POLICY_LIST])
        elif other is SUBJECT_ROWS:
            refresh(self, _described_otherwise(changes))
        elif other is MENTIONS:
            refresh(self, _named_otherwise(changes))


def entry_of(key: str, page: SearchPage) -> SearchEntry:
    """Return the row of a page, not saved."""
    texts = [
        page.context,
        *chain.from_iterable((each.heading, each.asked_as, each.text) for each in page.passages),
    ]
    text = "\n".join(texts)
    named = f"{page.title}\n{page.names}"
    of_name = set(tokens_of(named))
    tagged = (f"{NAMED}{token}" for token in of_name)
    return SearchEntry(
        key=key,
        address=page.address,
        kind=page.kind,
        title=page.title,
        names=page.names,
        context=page.context,
        weight=page.weight,
        length=len(words_of(text)),
        tokens=lines(Counter(tokens_of(text)), (*of_name, *tagged, of_kind(page.kind))),
        words=" ".join(sorted({*words_of(text), *words_of(named)})),
        passages=[
            [each.heading, each.address, each.asked_as, each.text, each.is_shortcut]
            for each in page.passages
        ],
    )


def _of_documents(keys: Sequence[str]) -> Iterator[SearchEntry]:
    made_from: dict[int, str] = {}
    for version in newest_of(keys):
        made_from[version.pk] = subject_key(version)
        for page in published.pages_of(version):
            yield entry_of(made_from[version.pk], page)
    if made_from:
        for each in extension_pages(Version.objects.filter(pk__in=list(made_from))):
            yield entry_of(made_from[each.version], published.extension_page(each))


def _of_subjects(names: Sequence[tuple[str, str]]) -> Iterator[SearchEntry]:
    index = register_index()
    index.read_subjects(names)
    for name in names:
        page = subjects.page_of(index, *name)
        if page:
            yield entry_of(subject_name(*name), page)


def _described_otherwise(changes: Changes) -> set[str]:
    """The subjects that came, went or are described otherwise now; the law of a provision too,
    whose page names it."""
    before: Mapping[str, NamedSubject] = {row.key: row for row in changes.before}
    after: Mapping[str, NamedSubject] = {row.key: row for row in changes.after}
    changed = {
        key
        for key in before.keys() | after.keys()
        if key not in before
        or key not in after
        or before[key].description != after[key].description
    }
    rows = (row for row in changes.rows if row.key in changed and row.kind == PROVISION)
    return changed | {subject_name(LEGISLATION, row.parent) for row in rows}


def _named_otherwise(changes: Changes) -> set[str]:
    """The subjects whose pages say what a document says that changed: one of the entries with which
    a page begins, or a notice to these people."""
    found = {
        subject_name(row.kind, row.code)
        for row in changes.rows
        if row.kind == PEOPLE and row.role == READER
    }
    standing: dict[tuple[str, str], list[Mention]] = {}
    for row in changes.rows:
        if row.is_standing and row.kind in SUBJECTS:
            standing.setdefault((row.kind, row.code), []).append(row)
    for (kind, code), rows in standing.items():
        last = naming(kind, code).values_list("reference", flat=True)
        beyond = last[ENTRIES_TOGETHER - 1 : ENTRIES_TOGETHER].first()
        if beyond is None or any(row.reference <= beyond for row in rows):
            found.add(subject_name(kind, code))
    return found


SEARCH_ENTRIES = register(_SearchEntries())
