"""Parse uploaded JSON within limits that are checked before parsing."""

from __future__ import annotations

import json
import re
from typing import IO, Any

from . import limits
from .cells import Unreadable

_LONE_HALF = re.compile("[\ud800-\udfff]")


def parse_json(stream: IO[bytes]) -> Any:
    """Return what the JSON text in a stream says. Raises `Unreadable`."""
    written = stream.read(limits.FILE_SIZE + 1)
    # A list with nothing in it takes two characters in the file, and thirty times as much here.
    if written.count(b"{") + written.count(b"[") > limits.JSON_GROUPS:
        raise Unreadable(_beyond(f"more than {limits.JSON_GROUPS:,} lists and objects"))
    if written.count(b",") + written.count(b":") > limits.JSON_VALUES:
        raise Unreadable(_beyond(f"more than {limits.JSON_VALUES:,} values"))
    try:
        text = written.decode("utf-8-sig")
        content = json.loads(text, parse_constant=_refused, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Unreadable("The text is not in UTF-8. Export it again.") from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"This is not JSON from its line {error.lineno}, character {error.colno} on. The file "
            "may have been cut short: export it again."
        ) from None
    except RecursionError:
        raise Unreadable(_too_deep()) from None
    except ValueError:
        raise Unreadable("A number in this file is too long to be read. Correct it.") from None
    _check(content, depth=1, has_halves=b"\\ud" in written or b"\\uD" in written)
    return content


def _check(value: Any, *, depth: int, has_halves: bool) -> None:
    """Refuse what nests too deep, and halves of characters, which nobody can keep or show."""
    if isinstance(value, str) and _LONE_HALF.search(value):
        raise Unreadable("A text in this file has half of a character (“\\ud800”). Delete it.")
    if not isinstance(value, (dict, list)):
        return
    if depth > limits.JSON_DEPTH:
        raise Unreadable(_too_deep())
    if isinstance(value, dict) and has_halves:
        _check(list(value), depth=depth, has_halves=True)
    for item in value.values() if isinstance(value, dict) else value:
        if has_halves or isinstance(item, (dict, list)):
            _check(item, depth=depth + 1, has_halves=has_halves)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"“{twice[:100]}” stands twice in one object. Take one out.")
    return found


def _refused(constant: str) -> Any:
    raise Unreadable(f"{constant} is no value of JSON. Write a number, or null for none.")


def _too_deep() -> str:
    return _beyond(f"lists and objects nested more than {limits.JSON_DEPTH} deep")


def _beyond(what: str) -> str:
    return (
        f"This file has {what}. A register has fewer: bring the file that was exported, or fewer "
        "entries at a time."
    )
