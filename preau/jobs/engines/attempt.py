"""One attempt at one job: what both engines do alike."""

from __future__ import annotations

import datetime as dt
import logging
import random
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from preau.kernel import clock

from .base import RetryAt

logger = logging.getLogger("preau.jobs")

MAX_WAIT = 3600.0  # seconds between two attempts, at most
DIED = "The worker that ran it died before it ended."
REPLACED = "Not run again: a newer job of the same key does its work."
SECRETS = re.compile(r"(?<=://)[^/@\s]+(?=@)|(?<=\?)\S+|[A-Za-z0-9_\-+/=]{32,}|[^\s@<>]+@[^\s@<>]+\.\w+")


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended. `error` is empty when it went well. `again_at` asks for another run, `free` of charge."""

    error: str = ""
    again_at: dt.datetime | None = None
    free: bool = False


def words(error: BaseException) -> str:
    """Type and message on one line, without addresses' secrets, tokens or e-mail addresses."""
    message = SECRETS.sub("…", str(error).strip().partition("\n")[0])
    return f"{type(error).__name__}: {message}"[:500].removesuffix(": ")


def wait(attempts: int) -> dt.timedelta:
    """How long to wait after that many attempts: doubled each time, a quarter more or less so that crowds disperse."""
    seconds = min(MAX_WAIT, settings.JOBS_BACKOFF * 2 ** (attempts - 1))
    return dt.timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311


def after_error(error: BaseException, *, attempts: int, max_attempts: int) -> Outcome:
    """What follows from an exception on the attempt number `attempts`, counted from 1."""
    if isinstance(error, RetryAt):
        return Outcome(str(error), again_at=error.at, free=True)
    if attempts >= max_attempts:
        return Outcome(words(error))
    return Outcome(words(error), again_at=clock.now() + wait(attempts))


def run(call: Callable[[], None], *, label: str, attempts: int, max_attempts: int) -> Outcome:
    """Call a task once. No exception of a task ever ends a worker."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            call()
    except (Exception, SystemExit) as error:
        outcome = after_error(error, attempts=attempts, max_attempts=max_attempts)
        log(label, error, outcome, attempts, max_attempts)
        return outcome
    return Outcome()


def log(label: str, error: BaseException, outcome: Outcome, attempts: int, max_attempts: int) -> None:
    """Say what failed and where, without the values: lines of code name no person."""
    if outcome.free:
        return
    level = logging.WARNING if outcome.again_at else logging.ERROR
    frames = "".join(traceback.format_tb(error.__traceback__)[-3:])
    logger.log(level, "%s, attempt %s of %s: %s\n%s", label, attempts, max_attempts, outcome.error, frames)
