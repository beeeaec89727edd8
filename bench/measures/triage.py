"""What a message costs to be looked at, on one core."""

from __future__ import annotations

import itertools
import time

from bench.rows import Goal, Measured
from bench.world import Worlds
from evaluation.sets import OWN, own
from preau.triage import triage

from .base import Measure

SECONDS = 3.0


def _rate(texts: list[str]) -> float:
    start, count = time.perf_counter(), 0
    for text in itertools.cycle(texts):
        triage(text)
        count += 1
        if count % 50 == 0 and time.perf_counter() - start > SECONDS:
            break
    return count / (time.perf_counter() - start)


def short_and_long(worlds: Worlds, posts: int) -> Measured:
    texts = [message.text for name in OWN for message in own(name)]
    longest = (" ".join(texts) * 2)[:5_000]
    for text in texts:
        triage(text)  # words are remembered
    at_length = _rate([longest])
    mean = sum(map(len, texts)) / len(texts)
    return Measured(_rate(texts), note=f"messages of {mean:.0f} characters; of 5,000: {at_length:.0f}/s")


MEASURES = [Measure("triage.per_s", "messages/s", Goal(1000, at_most=False), short_and_long, grows=False)]
