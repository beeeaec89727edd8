"""What a few hundred items need to know together, asked for once: who sent them, what we decided about their servers,
what they took back before, which of their notes are known, and which of our pages and posts they name."""

from __future__ import annotations

from collections.abc import Sequence

from preau.channels.models import Answer, InboundItem
from preau.channels.selectors import origin_of
from preau.federation import selectors
from preau.federation.models import RemoteActor, RemoteNote, TakenBack
from preau.federation.protocol import values
from preau.federation.protocol.activities import Received
from preau.institutions.models import Domain, Page
from preau.posts.models import Post

Ours = Page | Post | Answer | None
Read = tuple[InboundItem, Received]


class Circle:
    """Some seconds old at most: it lives as long as the reading of its items does."""

    def __init__(self, reads: Sequence[Read]) -> None:
        people = RemoteActor.objects.select_related("host").filter(uri__in={item.sender for item, _ in reads})
        self.people = {person.uri: person for person in people}
        self.policies = selectors.policies_of({person.host.name for person in self.people.values()})
        self.origins = tuple(f"{origin_of(domain)}/" for domain in Domain.objects.all())
        self._named: dict[str, Ours] = {}
        names = {uri for _, read in reads for uri in _names(read)}
        taken = TakenBack.objects.filter(by__in=self.people, uri__in=names).values_list("uri", "by")
        self._taken_back = set(taken)
        self._unheard = names - set(RemoteNote.objects.filter(uri__in=names).values_list("uri", flat=True))

    def resolve(self, uri: str) -> Ours:
        """What `uri` names of ours (`selectors.resolve`)."""
        if not uri.startswith(self.origins):
            return None
        if uri not in self._named:
            self._named[uri] = selectors.resolve(uri)
        return self._named[uri]

    def note(self, uri: str) -> RemoteNote | None:
        """What we know of the note `uri`, its page and post loaded; mostly nothing, which costs no look."""
        if uri in self._unheard:
            return None
        return RemoteNote.objects.select_related("page__domain", "post").filter(uri=uri).first()

    def heard(self, note: RemoteNote) -> None:
        """A note is kept from now on."""
        self._unheard.discard(note.uri)

    def is_taken_back(self, uri: str, by: RemoteActor) -> bool:
        """Whether `by` took `uri` back before it came."""
        return (uri, by.uri) in self._taken_back

    def take_back(self, uri: str, by: RemoteActor) -> None:
        """Remember that they did, in case it comes only now. Of their own server alone."""
        if values.host_of(uri) == by.host.name and not self.is_taken_back(uri, by):
            TakenBack.objects.get_or_create(uri=uri, by=by.uri)
            self._taken_back.add((uri, by.uri))


def _names(read: Received) -> list[str]:
    """What may have been taken back: the activity itself, what it speaks of, what it quotes with."""
    instrument = values.id_of(read.document.get("instrument"))
    return [name for name in (read.id, read.object_id, instrument) if name]
