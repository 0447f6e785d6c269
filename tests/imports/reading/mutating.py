"""Broken files, the same ones each time: made from good ones by a seed. Here, those whose bytes are
broken, and those that are something else; the modules beside this make others."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.properties import examples

from .files import zipped
from .register import FORMATS

# Of each kind.
SEEDS = examples(4)

type Files = dict[str, bytes]
type Mutation = Callable[[Random, Files], bytes]

MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


def mutants(name: str, files: Files, number: int = SEEDS) -> list[bytes]:
    """The first so many broken files of a kind."""
    return [MUTATIONS[name](Random(f"{name} {seed}"), files) for seed in range(number)]


# The bytes of any file.


@mutation
def cut_short(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    return content[: random.randrange(len(content))]


@mutation
def beginning_lost(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    return content[random.randrange(1, len(content)) :]


@mutation
def bytes_flipped(random: Random, files: Files) -> bytes:
    content = bytearray(files[random.choice(FORMATS)])
    for _ in range(random.choice((1, 3, 50))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return bytes(content)


@mutation
def bytes_put_in(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    place = random.randrange(len(content))
    return content[:place] + random.randbytes(random.randrange(1, 100)) + content[place:]


@mutation
def a_stretch_of_nothing(random: Random, files: Files) -> bytes:
    content = bytearray(files[random.choice(FORMATS)])
    place = random.randrange(len(content))
    content[place : place + 300] = bytes(len(content[place : place + 300]))
    return bytes(content)


@mutation
def random_bytes(random: Random, files: Files) -> bytes:
    begins = random.choice(
        (b"", b"PK\x03\x04", b"PK\x05\x06", b"{", b"\xef\xbb\xbf", b"Code,Name\n")
    )
    return begins + random.randbytes(random.randrange(5000))


@mutation
def one_after_the_other(random: Random, files: Files) -> bytes:
    return files[random.choice(FORMATS)] + files[random.choice(FORMATS)]


# Files of other kinds.


@mutation
def other_files(random: Random, files: Files) -> bytes:
    return random.choice(
        (
            b"", b" ", b"\n\n", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"<html>", b"{\\rtf1",
            b"\x1f\x8b\x08", zipped({}),
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            zipped({"[Content_Types].xml": b""}), "Ÿ".encode("cp1252"), b"a,b\nc,d\n", b",,,\n",
        )
    )  # fmt: skip
