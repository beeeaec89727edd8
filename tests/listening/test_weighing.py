"""How heard items are scored, told alike, and counted against what is usual."""

from __future__ import annotations

import pytest

from preau.listening.matching import Hit, How
from preau.listening.matching.likeness import are_alike, keys, signature
from preau.listening.matching.scoring import HIGHEST, Reason, score
from preau.listening.usual import QUIETEST, expected, verdict

STORY = (
    "Le centre de services scolaire des Rivages ferme trois écoles lundi en raison d’un bris d’aqueduc majeur. "
    "Les parents sont invités à consulter la page de leur école avant sept heures. Le service de garde reste ouvert."
)


def hit(start: int = 50, term: int = 1, how: How = How.EXACT) -> Hit:
    return Hit(1, term, start, start + 5, how)


def scored(*hits: Hit, seems: tuple[str, ...] = (), has_place: bool = False, is_outlet: bool = False) -> list[Reason]:
    return list(score(hits, title_end=40, has_place=has_place, is_outlet=is_outlet, seems=seems).reasons)


def test_a_score_says_why() -> None:
    assert scored(hit()) == [Reason.EXACT]
    assert scored(hit(start=3), hit(term=2), has_place=True) == [
        Reason.EXACT,
        Reason.TITLE,
        Reason.SEVERAL,
        Reason.PLACE,
    ]
    assert scored(hit(how=How.NEAR), seems=("question", "hostile", "danger")) == [
        Reason.NEAR,
        Reason.HOSTILE,
        Reason.DANGER,
    ]


def test_a_name_in_the_title_is_worth_more_than_one_with_an_error_in_the_text() -> None:
    in_title = score([hit(start=0)], title_end=40, has_place=False, is_outlet=True)
    with_error = score([hit(how=How.NEAR)], title_end=40, has_place=False, is_outlet=True)
    assert in_title.points > with_error.points


def test_no_score_is_above_the_highest() -> None:
    hits = [hit(start=n, term=n) for n in range(5)]
    seems = ("hostile", "danger", "personal", "complaint")
    assert score(hits, title_end=9, has_place=True, is_outlet=True, seems=seems).points == HIGHEST


@pytest.mark.parametrize(
    "other",
    [
        STORY,
        STORY.upper(),
        STORY.replace("majeur", "important"),
        f"[Rivages] {STORY} Plus de détails à venir.",
        STORY.replace("Le service de garde reste ouvert.", ""),
    ],
)
def test_the_same_story_in_another_outlet_is_alike(other: str) -> None:
    assert are_alike(signature(STORY), signature(other))
    assert set(keys(signature(STORY))) & set(keys(signature(other)))


@pytest.mark.parametrize(
    "other",
    [
        "Le centre de services scolaire des Rivages ouvre trois classes en septembre pour accueillir plus d’élèves.",
        "Les parents ont manifesté devant l’école contre la fermeture du service de garde faute de place.",
        "",
        "Trop court.",
    ],
)
def test_another_story_is_not(other: str) -> None:
    assert not are_alike(signature(STORY), signature(other))


QUIET, LOUD = [0] * 28, [20, 22, 18, 21, 19, 20, 23] * 4


@pytest.mark.parametrize(
    ("observed", "before", "is_surge"),
    [
        (4, QUIET, False),  # too few to call it one
        (5, QUIET, True),
        (5, [1, 2, 1, 3, 2, 1, 2] * 4, False),
        (12, [1, 2, 1, 3, 2, 1, 2] * 4, True),
        (30, LOUD, False),  # a loud day of somebody whom everyone talks about
        (80, LOUD, True),
        (8, [], False),  # nothing is known yet of what is usual
        (20, [], True),
        (30, [0] * 26 + [400, 300], True),  # the surges of the past do not hide this one
    ],
)
def test_a_surge_is_far_above_what_is_usual(observed: int, before: list[int], is_surge: bool) -> None:
    assert verdict(observed, before).is_surge is is_surge


def test_who_hears_nothing_still_expects_something() -> None:
    assert expected([]) == expected([0, 0]) == QUIETEST
