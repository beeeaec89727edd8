"""The matcher of all active watches, built once a process and kept until a term changes."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from preau.listening.matching import Kind, Matcher, Rule
from preau.listening.models import MatcherVersion, Term, Watch


@dataclass(frozen=True)
class Loaded:
    """`institutions`: the institution of each watch. `boards`: the root of its tree. `texts`: each term as written."""

    token: str
    matcher: Matcher
    institutions: dict[int, int]
    boards: dict[int, int]
    texts: dict[int, str]


_lock = threading.Lock()
_current = Loaded("", Matcher([]), {}, {}, {})


def loaded() -> Loaded:
    """The matcher as the terms are now. One query where nothing changed."""
    global _current
    token = MatcherVersion.objects.values_list("token", flat=True).first() or ""
    with _lock:
        if token != _current.token:
            # The token was read first: terms that change meanwhile come with another one.
            _current = load(token, Watch.objects.filter(is_active=True).values_list("pk", flat=True))
        return _current


def load(token: str, watches: Iterable[int]) -> Loaded:
    """A matcher of some watches alone."""
    rows = Watch.objects.filter(pk__in=watches).values_list("pk", "institution_id", "institution__path")
    facts = {pk: (institution, int(path.split("/")[1])) for pk, institution, path in rows}
    terms = list(Term.objects.filter(watch__in=watches))
    return Loaded(
        token=token,
        matcher=Matcher(rule_of(term) for term in terms),
        institutions={pk: institution for pk, (institution, _) in facts.items()},
        boards={pk: board for pk, (_, board) in facts.items()},
        texts={term.pk: term.text for term in terms},
    )


def rule_of(term: Term) -> Rule:
    return Rule(term.watch_id, term.pk, term.text, Kind(term.kind), term.is_near, term.needs_context)


def matcher_changed() -> None:
    """Have every process build its matcher anew, once the caller's transaction is committed."""
    MatcherVersion.objects.update_or_create(id=1, defaults={"token": secrets.token_hex(16)})
