"""What a handle may be, and who gets which."""

from __future__ import annotations

import pytest

from preau.kernel import handles


def test_what_two_share_is_for_neither() -> None:
    found = handles.allocate({"a": ["saules", "saules_nord"], "b": ["saules", "saules_sud"]}, given={})
    assert found == {"a": "saules_nord", "b": "saules_sud"}


def test_when_nothing_is_free_the_last_one_is_numbered() -> None:
    assert handles.allocate({"a": ["saules"], "b": ["saules"]}, given={}) == {"a": "saules", "b": "saules_2"}


def test_a_person_s_second_namesake_is_numbered() -> None:
    assert handles.numbered("camille_exemple", {"camille_exemple", "camille_exemple_2"}) == "camille_exemple_3"


def test_a_name_without_a_latin_letter_still_has_a_handle() -> None:
    assert handles.numbered("", set()) == "page_2"


@pytest.mark.parametrize(
    ("handle", "fault"),
    [
        *[("ab", "length"), ("a" * 31, "length"), ("", "length"), ("école", "characters"), ("Abc", "characters")],
        *[("a-b-c", "characters"), ("_abc", "characters"), ("abc_", "characters"), ("a__b", "characters")],
        *[("abc\n", "characters"), ("a b c", "characters"), ("123456", "digits"), ("12_34", "digits")],
        *[("admin", "reserved"), ("bureau", "reserved"), ("well_known", "reserved")],
        *[("abc", ""), ("saint_joseph", ""), ("a" * 30, ""), ("page_900001", ""), ("4_vents", "")],
    ],
)
def test_a_handle_is_refused_for_its(handle: str, fault: str) -> None:
    assert handles.fault(handle) == fault
