from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.models import Conversation, Note, NoteMention
from preau.conversations.selectors.colleagues import readers_of
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.kernel.markup import tidy
from preau.kernel.text import fold
from preau.mail.services import mail_send
from preau.records.services import record
from preau.users.models import User

LONGEST = 2_000  # characters
NAMED = re.compile(r"(?<![\w.])@([\w][\w.\-’']{1,80})")
MOST = 30  # people that one note asks to look


def words_kept(text: str) -> str:
    """The words of a note as they are kept. Raises Invalid for none, or too many."""
    words = tidy(text[: 4 * LONGEST]).strip()
    if not words:
        raise Invalid(_("Écrivez d’abord votre note."))
    if len(words) > LONGEST:
        raise Invalid(_("La note dépasse la limite de %(limit)d caractères.") % {"limit": LONGEST})
    return words


@transaction.atomic
def note_add(*, conversation: Conversation, text: str, tell: Iterable[User] = (), actor: User) -> Note:
    """Say something to colleagues about a conversation. Those of `tell`, and those whom its words name by « @ », get a
    mail with the link and none of the words, and find it on their first screen. Only who may read it is told.

    Raises NotAllowed for somebody who only reads, or Invalid.
    """
    if not any(holds(actor, capability, conversation.page) for capability in (Capability.MODERATE, Capability.WRITE)):
        raise NotAllowed(_("Vous ne pouvez pas laisser de note ici."))
    words = words_kept(text)
    note = Note.objects.create(conversation=conversation, author=actor, text=words, created_at=clock.now())
    readers = {reader.pk: reader for reader in readers_of(conversation)}
    asked = {user.pk for user in tell} | set(named_in(words, readers.values()))
    told = [readers[pk] for pk in sorted(asked) if pk in readers and pk != actor.pk][:MOST]
    NoteMention.objects.bulk_create([NoteMention(note=note, user=user) for user in told])
    for user in told:
        _send(note, user, actor)
    page = conversation.page
    snapshot = {"page": page.handle, "conversation": conversation.pk, "told": [user.pk for user in told]}
    record(verb="note.added", subject=note, actor=actor, snapshot=snapshot, institution_id=page.institution_id)
    return note


def named_in(words: str, people: Iterable[User]) -> list[int]:
    """The ids of those of `people` whom a text names: « @marie.tremblay » (by e-mail or name), or « @marie » where only
    one is called so."""
    names = {fold(found).rstrip(".-’'") for found in NAMED.findall(words)}
    if not names:
        return []
    by_name: dict[str, set[int]] = {}
    for user in people:
        for name in _called(user):
            by_name.setdefault(name, set()).add(user.pk)
    return sorted({pk for name in names for pk in by_name.get(name, ()) if len(by_name[name]) == 1})


def _called(user: User) -> set[str]:
    words = fold(user.name).split()
    return {fold(user.email.partition("@")[0]), *({words[0], ".".join(words), "".join(words)} if words else ())}


def _send(note: Note, user: User, actor: User) -> None:
    with override(user.language):
        address = settings.ORIGIN + reverse("conversations:thread", args=[note.conversation_id])
        told = {"name": actor, "page": note.conversation.page.name, "address": address}
        subject = _("%(name)s vous demande de regarder une conversation") % told
        text = _("%(name)s vous nomme dans une note interne, sur une conversation de %(page)s.\n\n%(address)s") % told
    mail_send(key=f"note:{note.pk}:{user.pk}", to=user.email, subject=subject, text=text, language=user.language)
