"""Golden pairs: what is said, or who says it, and the document that others get. Drop in two files for one more."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from preau.federation.protocol import persons, said

GOLDEN = Path(__file__).parent / "golden"
MOMENTS = ("published", "updated")


def cases(kind: str) -> list[Any]:
    found = sorted(GOLDEN.glob(f"*.{kind}.json"))
    return [pytest.param(path, id=path.name.partition(".")[0]) for path in found]


def read(path: Path) -> dict[str, Any]:
    given = json.loads(path.read_text())
    return given | {name: dt.datetime.fromisoformat(given[name]) for name in MOMENTS if name in given}


def expected(path: Path) -> Any:
    return json.loads(path.with_name(f"{path.name.partition('.')[0]}.document.json").read_text())


def said_of(given: dict[str, Any]) -> said.Said:
    given["texts"] = {language: said.Text(**text) for language, text in given["texts"].items()}
    given["tags"] = [said.Tag(**tag) for tag in given.get("tags", [])]
    given["pictures"] = [said.Picture(**picture) for picture in given.get("pictures", [])]
    return said.Said(**given)


def person_of(given: dict[str, Any]) -> persons.Person:
    given["fields"] = [persons.Field(**line) for line in given.get("fields", [])]
    return persons.Person(**given)


@pytest.mark.parametrize("path", cases("said"))
def test_what_is_said_becomes_its_document(path: Path) -> None:
    assert said.document(said_of(read(path))) == expected(path)


@pytest.mark.parametrize("path", cases("person"))
def test_who_says_it_becomes_its_document(path: Path) -> None:
    assert persons.document(person_of(read(path))) == expected(path)


def test_a_create_is_for_those_whom_its_object_is_for() -> None:
    made = said.create(said_of(read(GOLDEN / "message.said.json")), "https://ecoles.exemple/ap/posts/12/activity")
    assert (made["type"], made["actor"]) == ("Create", made["object"]["attributedTo"])
    assert (made["to"], made["cc"]) == (made["object"]["to"], made["object"]["cc"])
    assert "@context" not in made["object"]


def test_the_domains_own_actor_is_an_application_that_nobody_lists() -> None:
    made = persons.instance("https://ecoles.exemple", "Réseau", "PEM", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert (made["type"], made["preferredUsername"], made["discoverable"]) == ("Application", "ecoles.exemple", False)
    assert made["publicKey"] == {
        "id": "https://ecoles.exemple/ap/actor#main-key",
        "owner": "https://ecoles.exemple/ap/actor",
        "publicKeyPem": "PEM",
    }
