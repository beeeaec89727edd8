from __future__ import annotations

import logging
import sys

import pytest

from preau.kernel.logs import DiscreetFormatter, discreet


@pytest.mark.parametrize(
    "path",
    [
        "/abonnements/kZ3_s-7Q",
        "/en/abonnements/confirmer/WzEs:1abc:kZ3_s-7Q",
        "/abonnements/desabonner/12.kZ3_s-7Q",
        "/echange/kZ3_s-7Q",
        "/en/echange/confirmer/WzEs:1abc:kZ3_s-7Q",
        "/echange/kZ3_s-7Q/donnees.json",
        "/compte/invitation/kZ3_s-7Q/",
        "/compte/courriel/confirmer/MQ:1abc:kZ3_s-7Q/",
        "/compte/mot-de-passe/nouveau/1-kZ3_s-7Q/",
        "http://localhost:8000/abonnements/kZ3_s-7Q",
    ],
)
def test_a_key_in_an_address_is_not_written(path: str) -> None:
    line = discreet(f"Forbidden (CSRF cookie not set.): {path}")
    assert "kZ3_s-7Q" not in line
    assert line.startswith("Forbidden (CSRF cookie not set.): ")


def test_addresses_that_open_nothing_stay_readable() -> None:
    line = "Not Found: /abonnements/verifiez /abonnements/termine /compte/mot-de-passe/nouveau/fait/ /@ecole/12"
    assert discreet(line) == line


def test_an_e_mail_in_an_error_is_not_written() -> None:
    try:
        raise ValueError('Key (email)=(jeanne.d-arc+x@exemple.test) already exists; {"a@b.exemple.ca": (550, b"")}')
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "to %s", ("c@exemple.test",), sys.exc_info())
    line = DiscreetFormatter("{message}", style="{").format(record)
    assert "@" not in line
    assert "already exists" in line


def test_hostile_lines_are_read_in_a_moment() -> None:
    assert discreet("a" * 200_000 + "@" * 1000)
