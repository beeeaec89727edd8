"""What is said to our pages from the Fediverse, heard by watches too: the public part of it."""

from __future__ import annotations

from django.db.models import Q

from preau.channels.models import InboundItem
from preau.connectors import plain
from preau.connectors.base import Heard
from preau.connectors.listener import MAX_ID, MAX_TEXT, Network, Said
from preau.kernel import clock
from preau.kernel.once import once
from preau.listening.models import Hearing, Item, Source, SourceKind, WatchSource
from preau.listening.signals import items_heard

from .read import items_store

ERASED = {"title": "", "text": "", "url": "", "author_name": "", "author_url": ""}


def fediverse() -> Source:
    """The one source of what comes to our pages from the Fediverse."""
    found, _ = Source.objects.get_or_create(kind=SourceKind.FEDIVERSE, address="", query="")
    return found


def is_awaited(heard: Heard) -> bool:
    """Whether it is a public word of the Fediverse, and some watch listens to those, or it is kept already: else it is
    not kept twice. Other servers send by the hundred, and this is asked of each message."""
    if heard.network != Network.ACTIVITYPUB or heard.is_private or heard.is_held or len(heard.remote_id) > MAX_ID:
        return False
    listening = WatchSource.objects.filter(source__kind=SourceKind.FEDIVERSE, watch__is_active=True)
    kept = Item.objects.filter(network=heard.network)
    if once("watched", listening.exists):
        return True
    return once("heard", kept.exists) and kept.filter(remote_id=heard.remote_id).exists()


def heard_store(*, heard: Heard, row: InboundItem) -> None:
    """Store what was said to a page in public; or take its new words over. In the caller's transaction."""
    said = _said(heard)
    known = Item.objects.filter(network=said.network, remote_id=said.remote_id).first()
    if known is None:
        items_store(source=fediverse(), arrivals=[(row, said)])
    elif not known.withdrawn_at:
        _said_anew(known, said)


def _said_anew(item: Item, said: Said) -> None:
    """Its author's new words; and that it came here, where it was known from another source alone."""
    if item.author_id == said.author_id and item.text != said.text:
        Item.objects.filter(pk=item.pk).update(text=said.text)
    source = fediverse()
    _, is_new = Hearing.objects.get_or_create(item=item, source=source)
    if is_new:
        items_heard.send(sender=Item, items=[item], source=source)


def unsaid_erase(*, network: str, remote_id: str, sender: str) -> None:
    """Erase the words of what its author took back; `remote_id` equal to `sender`: all that is theirs."""
    theirs = Q(author_id=sender) if remote_id == sender else Q(author_id=sender, remote_id=remote_id)
    gone = Item.objects.filter(theirs, network=network, withdrawn_at__isnull=True)
    gone.update(withdrawn_at=clock.now(), **ERASED)


def _said(heard: Heard) -> Said:
    words = plain.words(heard.html, MAX_TEXT)
    return Said(
        network=Network.ACTIVITYPUB,
        remote_id=heard.remote_id,
        url=plain.web(heard.url) or plain.web(heard.remote_id),
        text=words,
        author_id=heard.author.remote_id,
        author_name=plain.line(heard.author.name or heard.author.handle, 200),
        author_url=plain.web(heard.author.url),
        outlet=plain.host_of(heard.author.remote_id),
        language=plain.language(heard.language),
        said_at=heard.said_at,
    )
