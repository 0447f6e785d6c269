"""Ways to tamper with versions once the database triggers are gone.

Each function takes a source of chance and the sound chain, and does one thing.
"""

from __future__ import annotations

from datetime import timedelta

from ropa.documents.chain import row_hash
from ropa.models import Decision, FrozenHistory, Version

# Small numbers here are those of other rows, and the database refuses them by itself.
UNIQUE = {"sequence", "number", "version_id", "activity_id", "notice_id"}


def other_text(rng, text):
    """The same text but for one character."""
    letters = "0123456789abcdef" if len(text) == 64 else 'abcXYZ 019{}",:é“'
    if not text:
        return rng.choice(letters)
    place = rng.randrange(len(text))
    other = rng.choice([letter for letter in letters if letter != text[place]])
    return text[:place] + other + text[place + 1 :]


def other_value(rng, row, column):
    """Another value than the one `row` has in a column: by one bit, one character or one moment."""
    value = getattr(row, column)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice([1, 100, 1000]) + (1000 if column in UNIQUE else 0)
    if isinstance(value, str):
        return other_text(rng, value)
    return value + timedelta(microseconds=rng.choice([-1, 1]) * rng.randrange(1, 10**9))


def change_a_version(rng, chain):
    version = rng.choice(chain)
    columns = [
        field.attname
        for field in Version._meta.concrete_fields
        if getattr(version, field.attname) is not None
    ]
    column = rng.choice(columns)
    Version.objects.filter(pk=version.pk).update(**{column: other_value(rng, version, column)})


def change_a_decision(rng, chain):
    decision = rng.choice(chain).decision
    columns = [
        field.attname
        for field in Decision._meta.concrete_fields
        if getattr(decision, field.attname) is not None and field.attname not in {"id", "kind"}
    ]
    column = rng.choice(columns)
    Decision.objects.filter(pk=decision.pk).update(**{column: other_value(rng, decision, column)})


def mark_as_ended(rng, chain):
    """Turn an approval into a retirement, in the decision alone."""
    version = rng.choice(chain)
    ended = "retired" if version.activity_id else "withdrawn"
    kinds = {True: ended, False: "approved" if version.activity_id else "published"}
    Decision.objects.filter(version=version).update(kind=kinds[version.is_in_force])


def delete_a_row(rng, chain):
    version = rng.choice(chain[:-1])
    if rng.random() < 0.5:
        Decision.objects.filter(version=version).delete()
        Version.objects.filter(pk=version.pk)._raw_delete("default")
    else:
        Version.objects.filter(pk=rng.choice(chain).pk)._raw_delete("default")


def delete_a_decision(rng, chain):
    Decision.objects.filter(version=rng.choice(chain))._raw_delete("default")


def swap_two_rows(rng, chain):
    one, other = rng.sample(chain, 2)
    for old, new in ((one.pk, 10**6), (other.pk, one.pk), (10**6, other.pk)):
        Version.objects.filter(pk=old).update(sequence=new)


def insert_a_row(rng, chain):
    """Make room for a row, and put one there that by itself is flawless."""
    place = rng.randrange(len(chain))
    for version in reversed(chain[place:]):
        Version.objects.filter(pk=version.pk).update(sequence=version.sequence + 1)
        Decision.objects.filter(version_id=version.pk).update(version_id=version.sequence + 1)
    after = Version.objects.filter(pk=place + 2)
    after.update(previous_hash="f" * 64)
    forged = forge(rng.choice(chain), place + 1, chain[place].previous_hash)
    after.update(previous_hash=forged.row_hash)


def append_a_row(rng, chain):
    """Follow the chain, but without the decision."""
    forge(rng.choice(chain), len(chain) + 1, chain[-1].row_hash)


def forge(like, sequence, previous_hash):
    forged = Version.objects.get(digest=like.digest, number=like.number, reason=like.reason)
    forged.number += 50
    forged.sequence, forged.previous_hash = sequence, previous_hash
    forged.row_hash = row_hash(forged)
    forged.save(force_insert=True)
    return forged


def change_a_history(rng, chain):
    history = rng.choice(FrozenHistory.objects.all())
    FrozenHistory.objects.filter(pk=history.pk).update(text=history.text.replace("when", "then"))


def delete_a_history(rng, chain):
    rng.choice(FrozenHistory.objects.all()).delete()


FOUND_ALWAYS = [
    change_a_version,
    change_a_version,
    change_a_version,
    change_a_decision,
    mark_as_ended,
    delete_a_row,
    delete_a_decision,
    swap_two_rows,
    insert_a_row,
    append_a_row,
    change_a_history,
    delete_a_history,
]


def cut_the_tail(rng, chain):
    """With the decisions, so that nothing points at what is gone."""
    cut = [version.pk for version in chain[rng.randrange(1, len(chain)) :]]
    Decision.objects.filter(version__in=cut).delete()
    FrozenHistory.objects.filter(version__in=cut).delete()
    Version.objects.filter(pk__in=cut).delete()


def rewrite_from_a_row_on(rng, chain):
    """Change a reason, and every hash after it, and the decision, as who holds the code can."""
    start = rng.randrange(len(chain))
    previous = chain[start].previous_hash
    for version in Version.objects.filter(sequence__gt=start).order_by("sequence"):
        if version.sequence == start + 1:
            version.reason += " Or was it?"
            Decision.objects.filter(version=version).update(reason=version.reason)
        version.previous_hash = previous
        version.row_hash = previous = row_hash(version)
        version.save(force_update=True)
