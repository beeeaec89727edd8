"""What somebody saw and brings by hand: a text, an address, or both."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.models import InboundState
from preau.connectors import plain
from preau.connectors.listener import MAX_NAME, MAX_TEXT, MAX_TITLE, Network, Said
from preau.institutions.models import Institution
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.listening.inbound import row_for
from preau.listening.models import Item, Source, SourceKind
from preau.listening.selectors import board_of
from preau.records.services import record
from preau.users.models import User

from .own import own_source
from .read import items_store
from .rights import must_moderate


@transaction.atomic
def item_paste(
    *,
    actor: User,
    institution: Institution,
    url: str = "",
    title: str = "",
    text: str = "",
    who: str = "",
    where: str = "",
    said_at: dt.datetime | None = None,
) -> tuple[Item, bool]:
    """Keep what `actor` saw somewhere, for the watches of the institution's board alone, and whether it is new.

    The same address, or the same words without one, is kept once. Raises NotAllowed; Invalid where there is neither a
    web address nor a text.
    """
    must_moderate(actor, institution)
    address = plain.web(url)
    if url.strip() and not address:
        raise Invalid(_("Cette adresse n’est pas celle d’une page Web."))
    words, heading = plain.line(text, MAX_TEXT), plain.line(title, MAX_TITLE)
    if not (words or heading or address):
        raise Invalid(_("Collez l’adresse de la page, le texte, ou les deux."))
    source = own_source(board=board_of(institution), kind=SourceKind.PASTE)
    said = Said(
        network=Network.PASTE,
        remote_id=f"{source.pk} {hashlib.sha256((address or f'{heading} {words}').encode()).hexdigest()}",
        url=address,
        title=heading or (address if not words else ""),
        text=words,
        author_name=plain.line(who, MAX_NAME),
        outlet=plain.line(where, MAX_NAME) or plain.host_of(address),
        said_at=said_at,
    )
    if known := Item.objects.filter(network=said.network, remote_id=said.remote_id).first():
        return known, False
    return _kept(actor, institution, source, said), True


def _kept(actor: User, institution: Institution, source: Source, said: Said) -> Item:
    row = row_for(source, said)
    row.state = InboundState.DONE
    row.processed_at = clock.now()
    row.save()
    items_store(source=source, arrivals=[(row, said)])
    item = Item.objects.get(network=said.network, remote_id=said.remote_id)
    snapshot = {"url": item.url, "title": item.title, "outlet": item.outlet}
    record(verb="item.pasted", subject=item, actor=actor, snapshot=snapshot, institution_id=institution.pk)
    return item
