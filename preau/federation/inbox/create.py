from __future__ import annotations

from preau.federation.protocol import values
from preau.federation.protocol.notes import Note, read_note

from .hearing import hear
from .incoming import Incoming


def handle(incoming: Incoming) -> str:
    """Somebody wrote something, which stands whole in the activity: the door lets nothing else in."""
    note = read_note(incoming.activity.embedded)
    if note is None:
        return "it is no kind of text that we read"
    if fault := fault_of(incoming, note):
        return fault
    if note.is_vote:
        return "it is a vote"
    if incoming.is_taken_back(note.id):
        return "it was deleted before it came"
    return hear(incoming, note)


def fault_of(incoming: Incoming, note: Note) -> str:
    """Why the note can't be the sender's own, else ""."""
    if values.host_of(note.id) != incoming.remote.host.name:
        return "its id is of another server than its author’s"
    return "" if note.author == incoming.remote.uri else "it is said to be somebody else’s"
