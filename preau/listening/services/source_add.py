"""Choosing where a board listens."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from preau.connectors.base import NetworkError
from preau.connectors.feeds import Found, discover
from preau.institutions.models import Institution
from preau.kernel.errors import Invalid
from preau.kernel.sealing import seal
from preau.kernel.text import one_line
from preau.listening import places
from preau.listening.models import BoardSource, Source, SourceKind, SourceState
from preau.listening.reasons import reason_words
from preau.records.services import record
from preau.users.models import User

from .fetching.run import TOKENS, caller
from .rights import must_moderate

PATIENCE = 8.0  # seconds that a person waits for a site to answer
MAX_CHOSEN = 500  # sources of one board


def feeds_find(*, actor: User, board: Institution, address: str) -> list[Found]:
    """The feeds at an address that somebody typed: itself, or those that its page names.

    Raises NotAllowed; Invalid where there is none, in words.
    """
    must_moderate(actor, board)
    try:
        return asyncio.run(discover(places.web_address(address), replace(caller(), timeout=PATIENCE)))
    except NetworkError as error:
        raise Invalid(reason_words(str(error))) from error


def feed_add(*, actor: User, board: Institution, address: str, label: str = "") -> BoardSource:
    """Choose a feed. Raises NotAllowed, Invalid."""
    return _add(actor, board, Source(kind=SourceKind.FEED, address=places.web_address(address)), label)


def hashtag_add(*, actor: User, board: Institution, server: str, tag: str, token: str = "") -> BoardSource:
    """Choose a hashtag of a Mastodon server. Raises NotAllowed, Invalid."""
    made = Source(kind=SourceKind.MASTODON_TAG, address=places.server(server), query=places.hashtag(tag))
    return _add(actor, board, _sealed(made, board, token), f"#{made.query} · {_host(made)}")


def search_add(*, actor: User, board: Institution, server: str, words: str, token: str) -> BoardSource:
    """Choose a search of a Mastodon server, with the key of an account there. Raises NotAllowed, Invalid."""
    if not token.strip():
        raise Invalid(_("Ce serveur ne cherche pas sans la clé d’un compte."))
    made = Source(kind=SourceKind.MASTODON_SEARCH, address=places.server(server), query=places.words(words))
    return _add(actor, board, _sealed(made, board, token), f"« {made.query} » · {_host(made)}")


def bluesky_add(*, actor: User, board: Institution, server: str, words: str) -> BoardSource:
    """Choose a search of Bluesky. Raises NotAllowed, Invalid."""
    made = Source(kind=SourceKind.BLUESKY_SEARCH, address=places.server(server), query=places.words(words))
    return _add(actor, board, made, f"« {made.query} » · Bluesky")


def _host(source: Source) -> str:
    return source.address.partition("://")[2]


def _sealed(source: Source, board: Institution, token: str) -> Source:
    """With a key, it is that board's alone: no other asks in its name."""
    given = one_line(token)
    if given and not (given.isascii() and given.isprintable() and " " not in given and len(given) <= 500):
        raise Invalid(_("Cette clé ne peut pas être lue : collez-la sans rien d’autre."))
    if given:
        source.board = board
        source.sealed_token = seal(given, secret=settings.SECRET_KEY, purpose=TOKENS)
    return source


@transaction.atomic
def _add(actor: User, board: Institution, wanted: Source, label: str) -> BoardSource:
    must_moderate(actor, board)
    name = one_line(label)[:200] or wanted.address[:200]
    same = {"kind": wanted.kind, "address": wanted.address, "query": wanted.query, "board": wanted.board}
    fresh = {"label": name, "sealed_token": wanted.sealed_token}
    source, is_new = Source.objects.get_or_create(**same, defaults=fresh)
    if wanted.sealed_token and not is_new:  # a newer key: what the server said to the old one no longer counts
        source.sealed_token, source.state, source.next_at = wanted.sealed_token, SourceState.OK, None
        source.save(update_fields=["sealed_token", "state", "next_at"])
    chosen, is_added = BoardSource.objects.get_or_create(
        board=board, source=source, defaults={"label": name, "added_by": actor}
    )
    if is_added:
        if BoardSource.objects.filter(board=board).count() > MAX_CHOSEN:
            raise Invalid(_("Cette liste est pleine : retirez des sources qui ne servent plus."))
        record(verb="source.added", subject=chosen, actor=actor, snapshot=_told(source), institution_id=board.pk)
    return chosen


def _told(source: Source) -> dict[str, str]:
    return {"kind": source.kind, "address": source.address, "query": source.query}
