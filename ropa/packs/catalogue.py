"""All starter packs as one page for people, made from the packs themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.dates import day_in_words

from .reading import Pack, PackEntry, PackLibrary

_OPENING = """\
# Starter packs

A new body does not begin with an empty page. A pack holds model entries in our own words; whoever
keeps the register strikes out what the body does not do, and takes the rest as drafts.

## How a pack is taken

“Starter packs” in the staff interface leads through it, and so does the command line:

    manage.py take_pack
    manage.py take_pack everyone --team governance --without cameras
    manage.py take_pack everyone --team governance --renew

1. Choose a pack and, of several organisations, the one that it is for. It becomes the controller.
2. Untick what the body does not do, and choose the team that keeps the entries under each heading.
3. See what would be made: the entries, the law, bodies and categories that are added, and those
   that the register has already, under the same code or the same name. These are used as they are.
4. Take them, all or nothing. It is an import: the drafts stand under “Imported drafts” with what
   each lacks, and the whole can be undone until the first of them is submitted
   ([importing](importing.md)). Whoever may import may take a pack; new reference data takes an
   approver.

Of every entry taken, each part that states a fact is marked as not confirmed by the body, and a
check asks for it ([why](decisions/0047-inferred-facts.md)). What a pack does not say stays a gap:
transfers abroad, automated decisions, the impact assessment, processors, and how data is
protected. Law that a pack adds is unverified: nobody has read it at the source for the register,
and a check asks for that, too.

**Taken twice**, a pack doubles nothing: what is there is shown, with its reference. An entry of
the organisation with the same title counts as there.

**A later edition** shows for each entry what it says otherwise than when it was taken. Entries
that nobody has changed since can be brought to it, each if it is ticked. Entries that somebody has
adapted are left alone. What was taken is kept beside the entry for that
([why](decisions/0063-a-pack-is-taken-as-an-import.md)).

## What a pack is made of

A pack is a folder below `fixtures/packs/`: `pack.toml` is its head, `entries/` has a file an
entry, and its other files the reference rows that it adds. They are written as all fixtures are
([decision 2](decisions/0002-fixtures-in-toml.md)), with these differences: an entry’s `reference`
is its key, `own-organisation` stands for the body that takes the pack, and no team is named. All
packs and `fixtures/reference/` share one library of reference rows, in which a code stands once.
Change the `edition` with what the pack says.

A test takes each pack into an empty register and runs the checks over it: nothing that blocks
approval is found, and nothing that the pack itself could have said.

## What each entry rests on, and what is for confirmation

This page is made from the packs by `manage.py describe_packs`. The last column stands in the
internal note of each entry. All of it is for confirmation by the body and by whoever advises it in
law.

Every entry was read through once more by somebody who had not written it, with these rules:

- A duty, a power and a task are told apart: “legal obligation” names the provision that obliges,
  and filming or listing people because of a general duty to keep them safe does not count as one.
- A gateway is recorded only where a provision lets or makes this kind of body tell this recipient.
  A provision that names others is none: section 47(11) of the Children Act 1989 does not name
  schools, surgeries or the police, section 45 of the Safeguarding Vulnerable Groups Act 2006 is for
  regulators, and the duty to share for care does not cover who pays. What was doubtful went, and
  the note says where to look.
- A period comes from a law, a code or guidance, which is named, or from practice: then the public
  reads “no law fixes the period”.
- Law that was about to change is named in the note with what to confirm. All provisions stay
  unverified until somebody of the body reads them at the source.
"""


def packs_markdown(library: PackLibrary) -> str:
    """Return the page that says of every entry what it rests on and what is to be confirmed."""
    lines = (line for pack in library.packs.values() for line in _pack(pack, library))
    return "\n".join((_OPENING, *lines))


def _pack(pack: Pack, library: PackLibrary) -> Iterator[str]:
    yield f"### {pack.name}"
    yield ""
    yield (
        f"`{pack.code}`, {len(pack.entries)} entries, edition of {day_in_words(pack.edition)}. "
        f"{pack.for_whom} {pack.needs}"
    )
    yield ""
    for heading, entries in pack.headings.items():
        yield f"| {heading} | law | what it rests on, and what to confirm |"
        yield "| --- | --- | --- |"
        for entry in entries:
            law = "; ".join(_law(entry, library)) or "–"
            yield f"| {entry.title} | {law} | {entry.content['internal_note']} |"
        yield ""


def _law(entry: PackEntry, library: PackLibrary) -> list[str]:
    """The provisions of an entry's purposes, as they are cited."""
    codes = [code for each in entry.content["purposes"] for code in each.get("provisions", ())]
    return [_cited(code, library) for code in dict.fromkeys(codes)]


def _cited(code: str, library: PackLibrary) -> str:
    provision = library.rows["provisions", code].values
    law = library.rows["legislation", provision["legislation"]].values["title"]
    return ", ".join(filter(None, (law, provision.get("label"))))
