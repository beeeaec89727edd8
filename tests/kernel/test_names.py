from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel.names import safe_host, safe_name

AS_MEANT = [
    "Camille Exemple",
    "Zoë d’Été-Œuvre",
    "Nguyễn Thị Ánh",
    "Команда Школы",
    "Ολυμπία",
    "学校 テスト",
    "王小明 Wang",
    "김철수",
    "مدرسة",
    "कक्षा",
    "École 🌳 👩‍🏫",
    "❤️ école",
    "C++ & R2-D2",
    "5º grado",
]
CHANGED = {
    "  a \n b\t": "a b",
    "a\u200bb\u200cc\u200dd\u2060e\ufefff": "abcdef",
    "\u202eelocé\u202c": "elocé",
    "\u2066a\u2069\u061c\u200e": "a",
    "é" + "\u0301" * 40 + "cole": "é" + "\u0301" * 3 + "cole",
    "𝔈𝔠𝔬𝔩𝔢 Ｅｃｏｌｅ": "Ecole Ecole",
    "\u0421ommission": "□ommission",
    "pаypаl": "p□yp□l",
    "ΑBC": "□BC",
    "Ⲁbc": "□bc",
    "\u3164\u115f\u2800\u00ad\u180e": "",
    "\U000e0061\U000e0062x": "x",
    "a\ufe0fb": "ab",
    "a\x00\x07b\x85": "ab",
    "\ud800x": "x",
    "": "",
}


@pytest.mark.parametrize("name", AS_MEANT)
def test_a_name_of_any_one_script_stays_as_it_is_meant(name: str) -> None:
    assert safe_name(name) == unicodedata.normalize("NFKC", name)


@pytest.mark.parametrize(("name", "shown"), CHANGED.items(), ids=[ascii(name) for name in CHANGED])
def test_what_only_deceives_is_not_shown(name: str, shown: str) -> None:
    assert safe_name(name) == shown


def test_a_name_is_cut_whatever_it_becomes() -> None:
    assert len(safe_name("﷽" * 10_000, longest=50)) <= 50  # one character that becomes eighteen


@given(st.text(max_size=60))
def test_a_shown_name_is_one_visible_line(name: str) -> None:
    shown = safe_name(name)
    assert shown == " ".join(shown.split())
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff")


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("ailleurs.exemple", "ailleurs.exemple"),
        ("ailleurs.exemple:8443", "ailleurs.exemple:8443"),
        ("xn--xemple-9ua.exemple", "éxemple.exemple"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),  # "apple" in Cyrillic letters
        ("xn--999999999", "xn--999999999"),
        ("xn--", "xn--"),
    ],
)
def test_a_host_is_shown_in_letters_that_cannot_pass_for_others(host: str, shown: str) -> None:
    assert safe_host(host) == shown
