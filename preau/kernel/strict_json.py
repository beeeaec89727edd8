"""Reading JSON from strangers: RFC 8259 with I-JSON's rules (RFC 7493), so that no two readers can understand one text
in two ways."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from preau.kernel.errors import PreauError

LONGEST_NUMBER = 40  # characters

# A string (or what is left of one that does not end), or a bracket. Nothing is looked at twice: possessive throughout.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SUSPECT = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")


class StrictJSONError(PreauError):
    """Not JSON, or JSON that could be read in two ways."""


def loads(data: bytes, *, max_depth: int = 40) -> Any:
    """The value that `data` (UTF-8) stands for.

    Raises StrictJSONError on anything else than JSON, a name given twice in one object, lone surrogates, NUL, NaN,
    infinities, numbers beyond what a double or 64 bits hold, and more than `max_depth` levels.
    """
    _refuse_depth(data, max_depth)
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_int,
            parse_float=_float,
        )
    except (ValueError, RecursionError) as error:
        raise StrictJSONError("not JSON in UTF-8") from error
    if _SUSPECT.search(text):
        _refuse_bad_text(value)
    return value


def _refuse_depth(data: bytes, most: int) -> None:
    if data.count(b"[") + data.count(b"{") <= most:
        return
    depth = 0
    for found in _TOKENS.finditer(data):
        token = found[0]
        if token in (b"[", b"{"):
            depth += 1
            if depth > most:
                raise StrictJSONError(f"more than {most} levels deep")
        elif token in (b"]", b"}"):
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise StrictJSONError("a name is given twice in one object")
    return made


def _refuse_constant(name: str) -> NoReturn:
    raise StrictJSONError(f"{name} is no number")


def _int(text: str) -> int:
    number = int(text) if len(text) <= LONGEST_NUMBER else 2**64
    if not -(2**63) <= number < 2**63:
        raise StrictJSONError("a number is too large")
    return number


def _float(text: str) -> float:
    number = float(text) if len(text) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise StrictJSONError("a number is too large or too long")
    return number


def _refuse_bad_text(value: Any) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            _refuse_bad_text(name)
            _refuse_bad_text(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_bad_text(item)
    elif isinstance(value, str) and ("\0" in value or _has_surrogate(value)):
        raise StrictJSONError("a text holds a NUL or half a character")


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
