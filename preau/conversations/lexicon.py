"""The words that triage goes by on this installation: the house's, and those of PREAU_TRIAGE_FOLDER."""

from __future__ import annotations

import logging
from functools import lru_cache

from django.conf import settings

from preau.triage import Lexicon, house_lexicon, read_lexicon

logger = logging.getLogger("preau.triage")
Stamp = tuple[tuple[str, int, int], ...]


def site_lexicon() -> Lexicon:
    """Read again once a file in the folder has changed. A broken file is left out, and the log says why."""
    stamp = _stamp()
    return _lexicon(stamp) if stamp else house_lexicon()


def _stamp() -> Stamp:
    try:
        found = [(path.name, path.stat()) for path in settings.TRIAGE_FOLDER.glob("*.toml")]
    except OSError:
        return ()
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))


@lru_cache(maxsize=1)
def _lexicon(stamp: Stamp) -> Lexicon:
    lexicon, mistakes = read_lexicon(settings.TRIAGE_FOLDER)
    for mistake in mistakes:
        logger.warning("A file of PREAU_TRIAGE_FOLDER is left out. %s", mistake)
    return lexicon
