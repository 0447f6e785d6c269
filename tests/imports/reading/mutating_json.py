"""Broken files: JSON."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from .mutating import Files, mutation


def parsed_json(files: Files) -> Any:
    return json.loads(files["json"])


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every value within a value, as what holds it and its key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in list(pairs):
        found.append((value, key))
        if isinstance(item, (dict, list)):
            found += places(item)
    return found


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", "x", "é" * 3000, [], [None], [[]], {}, {"x": {}}, "\0",
    [{}], {"code": 1}, ["x", 1], "2026-99-99", {"": ""}, [["x"]], 1e308,
)  # fmt: skip


@mutation
def json_values_changed(random: Random, files: Files) -> bytes:
    content = parsed_json(files)
    for holder, key in random.sample(places(content), random.choice((1, 1, 5))):
        holder[key] = random.choice(ODD)
    return json.dumps(unsealed(random, content)).encode()


def unsealed(random: Random, content: Any) -> Any:
    """Without what would show that the content was changed, so that it is read on."""
    content.pop("digest", None)
    content.pop("counts", None)
    return content


@mutation
def json_rows_changed(random: Random, files: Files) -> bytes:
    content = parsed_json(files)
    for rows in content["tables"].values():
        for holder, key in random.sample(places(rows), min(2, len(places(rows)))):
            holder[key] = random.choice(ODD)
    return json.dumps(unsealed(random, content)).encode()


@mutation
def json_keys_missing(random: Random, files: Files) -> bytes:
    content = parsed_json(files)
    for holder, key in random.sample(places(content), 3):
        if isinstance(holder, dict):
            holder.pop(key, None)
    return json.dumps(unsealed(random, content)).encode()


@mutation
def json_keys_added(random: Random, files: Files) -> bytes:
    content = parsed_json(files)
    for holder, _ in random.sample(places(content), 3):
        if isinstance(holder, dict):
            holder[random.choice(("x", "id", "pk", "version", "", "é"))] = random.choice(ODD)
    return json.dumps(random.choice((content, unsealed(random, content)))).encode()


@mutation
def json_text_odd(random: Random, files: Files) -> bytes:
    text = files["json"].decode()
    place = text.index('"title":"') + len('"title":')
    odd = (
        "NaN", "1e999", '"\\ud800"', "[" * 100 + "]" * 100, "[" * 90_000, "9" * 5000, "-Infinity",
        '{"a":1,"a":2}', '{"a":' * 70 + "1" + "}" * 70, '"', "\0",
    )  # fmt: skip
    return (text[:place] + random.choice(odd) + "," + text[place:]).encode()


@mutation
def other_json(random: Random, files: Files) -> bytes:
    return random.choice(
        (
            b"{}", b"[]", b"[[]]", b'{"about":{}}', b"{",
            b'{"about":{"format":"register-of-processing"}}', b'{"about":[]}', b'[{"a":1}]',
            b"[" * 99_999, b'{"a":' * 99_999,
        )
    )  # fmt: skip
