from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel.strict_json import StrictJSONError, loads

REFUSED = {
    "a name twice": b'{"actor":"a","actor":"b"}',
    "a name twice, written in two ways": b'{"actor":"a","\\u0061ctor":"b"}',
    "a name twice, deep": b'[{"a":{"b":1,"b":1}}]',
    "NaN": b'{"a":NaN}',
    "infinity": b"[-Infinity]",
    "a number beyond a double": b"[1e999]",
    "a number of 65 bits": b"[18446744073709551616]",
    "a number of many digits": b"[" + b"1" * 5000 + b"]",
    "a fraction of many digits": b"[0." + b"1" * 5000 + b"]",
    "half a character": b'["\\ud800"]',
    "half a character in a name": b'{"\\uDC00":1}',
    "halves in the wrong order": b'["\\udc00\\ud800"]',
    "NUL": b'["a\\u0000"]',
    "a raw NUL": b'["a\x00"]',
    "a raw line break": b'["a\nb"]',
    "Latin-1": '["é"]'.encode("latin-1"),
    "UTF-16": '["é"]'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf[]",
    "a comment": b"[] // x",
    "two values": b"{}{}",
    "a comma too many": b"[1,]",
    "single quotes": b"{'a':1}",
    "nothing": b"",
    "ten thousand levels": b"[" * 10_000,
    "ten thousand closed levels": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "a million levels": b"[" * 1_000_000,
    "levels behind a string that holds brackets": b'["\\"]]]]",' + b"[" * 50 + b"]" * 51,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_could_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(StrictJSONError):
        loads(data)


def test_forty_levels_are_read_and_brackets_in_strings_are_none() -> None:
    deep = b"[" * 39 + b'["' + b"[" * 500 + b'"]' + b"]" * 39
    assert "[" * 500 in json.dumps(loads(deep))


def test_a_pair_of_surrogates_and_a_written_backslash_are_sound() -> None:
    assert loads(b'["\\ud83c\\udf33", "\\\\u0000"]') == ["🌳", "\\u0000"]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5).filter(lambda t: "\0" not in t), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(json_values, st.booleans())
def test_all_that_json_can_say_is_read_as_python_reads_it(value: object, ascii_only: bool) -> None:
    assert loads(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        loads(data)
    except StrictJSONError:
        return
