"""What a person decides on a mention: once for all that repeats it, with an entry in the journal."""

from __future__ import annotations

from django.db import transaction

from preau.kernel import clock
from preau.listening.models import Mention, MentionState
from preau.records.services import record
from preau.users.models import User

from .rights import must_moderate


def mention_locked(mention: Mention) -> Mention:
    """The mention that stands for `mention`'s story, locked: decisions on what repeats it are decisions on it."""
    rows = Mention.objects.select_for_update(of=("self",)).select_related("item", "institution", "watch")
    return rows.get(pk=mention.lead_id or mention.pk)


def mention_settle(mention: Mention, state: MentionState, verb: str, actor: User, note: str = "") -> None:
    """Set the state of a locked mention and of what repeats it. In the caller's transaction."""
    mention.state, mention.note = state, note
    mention.decided_by, mention.decided_at = (actor, clock.now()) if state != MentionState.NEW else (None, None)
    mention.save(update_fields=["state", "note", "decided_by", "decided_at", "post"])
    repeats = mention.repeats.update(state=state)
    item = mention.item
    snapshot: dict[str, object] = {
        "watch": mention.watch.name,
        "title": str(item),
        "url": item.url,
        "outlet": item.outlet,
    }
    snapshot |= {"state": state.value, "note": note, "repeats": repeats}
    record(verb=verb, subject=mention, actor=actor, snapshot=snapshot, institution_id=mention.institution_id)


@transaction.atomic
def mention_set_aside(*, actor: User, mention: Mention, note: str = "") -> None:
    """Nothing is to be done about it. Raises NotAllowed."""
    locked = mention_locked(mention)
    must_moderate(actor, locked.institution)
    mention_settle(locked, MentionState.SET_ASIDE, "mention.set_aside", actor, " ".join(note.split())[:500])


@transaction.atomic
def mention_restore(*, actor: User, mention: Mention) -> None:
    """Back among those to look at. Raises NotAllowed."""
    locked = mention_locked(mention)
    must_moderate(actor, locked.institution)
    if locked.state == MentionState.SET_ASIDE:
        mention_settle(locked, MentionState.NEW, "mention.restored", actor)


@transaction.atomic
def mention_answered(*, actor: User, mention: Mention) -> None:
    """Somebody answers it where it was said. Raises NotAllowed."""
    locked = mention_locked(mention)
    must_moderate(actor, locked.institution)
    if locked.state != MentionState.ANSWERED:
        mention_settle(locked, MentionState.ANSWERED, "mention.answered", actor)
