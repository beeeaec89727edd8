"""Finding the terms of all watches in what is heard: without a database, as the matcher is in a process."""

from __future__ import annotations

import csv
import random
import time

from bench.network import REAL, SCHOOLS_NAME
from bench.rows import Goal, Measured
from bench.world import Worlds
from preau.kernel.text import fold
from preau.listening.matching import Matcher, Rule

from .base import Measure

TERMS, ITEMS, NAIVE_ITEMS, WORDS = 20_000, 10_000, 30, 60
VOCABULARY = 20_000  # different words in what is heard: each is sought among the near ones once
SYLLABLES = "ba be bi bo cha ché co cou da de di dou é fa fi ga gé jo ju la lé li lou ma mé mi ne ni no ou pa pré ra ré"


def made_up_words(chance: random.Random, count: int) -> list[str]:
    syllables = SYLLABLES.split()
    return ["".join(chance.choices(syllables, k=chance.choice([1, 2, 2, 3, 3, 4, 5]))) for _ in range(count)]


def names(chance: random.Random) -> list[str]:
    """Names as watches hold them: those of the ministry's file where it is at hand, made-up ones for the rest."""
    known: list[str] = []
    if (REAL / SCHOOLS_NAME).exists():
        with (REAL / SCHOOLS_NAME).open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        known = list(dict.fromkeys(row[c] for c in ("NOM_OFFCL_ORGNS", "NOM_MUNCP_GDUNO_ORGNS") for row in rows))
    made = made_up_words(chance, 4_000)
    while len(known) < TERMS:
        known.append(" ".join(["École", *chance.choices(made, k=2)]).title())
    return known[:TERMS]


def texts(chance: random.Random, terms: list[str]) -> list[str]:
    """Items of some sixty words, frequent ones often, rare ones rarely; a name in every second one."""
    vocabulary = made_up_words(chance, VOCABULARY)
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    made = []
    for _ in range(ITEMS):
        words = chance.choices(vocabulary, weights, k=WORDS)
        if chance.random() < 0.5:
            words.insert(chance.randrange(WORDS), chance.choice(terms))
        made.append(" ".join(words))
    return made


def matched(share: int) -> Measured:
    """Items a second with one of `share` of the terms, all of them sought with typing errors too."""
    chance = random.Random(4)
    all_terms = names(chance)
    heard, terms = texts(chance, all_terms), all_terms[::share]
    start = time.perf_counter()
    matcher = Matcher(Rule(number % 3_000, number, term, is_near=True) for number, term in enumerate(terms))
    built = time.perf_counter() - start
    start = time.perf_counter()
    hits = sum(len(matcher.hits(text)) for text in heard)
    rate = ITEMS / (time.perf_counter() - start)
    note = f"{len(terms):,} terms × {ITEMS:,} items, {hits:,} found; built in {built:.1f} s"
    return Measured(rate, note=f"{note}; a plain loop over the terms: {naive(terms, heard):,.0f}/s, without errors")


def naive(terms: list[str], heard: list[str]) -> float:
    """Items a second when each term is sought in each text, and no word but as it is written."""
    folded = [fold(term) for term in terms]
    start = time.perf_counter()
    for text in heard[:NAIVE_ITEMS]:
        plain = fold(text)
        assert sum(term in plain for term in folded) >= 0
    return NAIVE_ITEMS / (time.perf_counter() - start)


def all_terms(worlds: Worlds, posts: int) -> Measured:
    return matched(1)


def a_tenth(worlds: Worlds, posts: int) -> Measured:
    return matched(10)


MEASURES = [
    Measure("listening.items_per_s", "items/s", Goal(1000, at_most=False), all_terms, grows=False),
    Measure("listening.items_tenth.per_s", "items/s", None, a_tenth, grows=False),
]
