"""What must not be missed, in the words and the spelling of pupils and parents. None of a set that is only counted."""

from __future__ import annotations

import pytest

from evaluation.sets import own
from preau.triage import Kind, triage


def test_few_dangers_that_were_learned_from_are_missed() -> None:
    dangers = [message for message in own("learned") if message.kind == Kind.DANGER]
    missed = [message.text for message in dangers if triage(message.text).kind != Kind.DANGER]
    assert len(missed) <= len(dangers) // 20, missed


@pytest.mark.parametrize(
    ("said", "not_said"),
    [
        ("On va le tuer demain à l’école", "On va tuer le temps demain à l’école"),
        ("Mon père me bat quand il boit", "Mon père me bat au hockey"),
        ("Un gars filme les enfants dans la cour", "Un gars filme les enfants au spectacle"),
        ("Il y a un élève qui a un couteau", "Il y a un élève qui a un couteau à beurre"),
        ("Un enfant convulse au gymnase", "Formation : que faire si un enfant convulse au gymnase"),
        ("Bataille demain derrière l’aréna", "Bataille de boules de neige demain derrière l’aréna"),
    ],
)
def test_what_stands_around_decides(said: str, not_said: str) -> None:
    assert triage(said).kind == Kind.DANGER
    assert triage(not_said).kind != Kind.DANGER


@pytest.mark.parametrize(
    "text",
    ["jvais le tuer", "jveux mourir", "qqn a amené un couto a lecole", "im going to kill him", "jsuis suicidaire"],
)
def test_it_hears_how_people_write_on_telephones(text: str) -> None:
    assert triage(text).kind == Kind.DANGER


def test_what_is_written_as_one_word_is_marked_whole() -> None:
    text = "qqn dit jvais le tuer"
    assert [text[mark.start : mark.end] for mark in triage(text).marks] == ["qqn", "dit", "jvais", "le tuer"]


def test_signs_that_stand_far_apart_say_nothing_together() -> None:
    far = "Un homme parlait de la météo et du chalet et de la pêche et puis du film. Les enfants jouaient."
    assert triage(far).kind != Kind.DANGER
