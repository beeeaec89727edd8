from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations import notices
from preau.conversations.models import Block, Contest, Message, Outcome, Removal
from preau.conversations.selectors.guarding import others_who_moderate
from preau.conversations.signals import moderation_changed
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.kernel.markup import tidy
from preau.records.services import record
from preau.users.models import User

from .block import block_lift
from .mask import message_unmask
from .rights import require_moderator
from .show import message_show
from .telling import author_tell

MAX_TEXT = 2_000  # characters, of what is contested and of what is answered


@transaction.atomic
def contest_make(*, decision: Removal | Block, text: str) -> Contest:
    """Whoever a decision concerns says why it is wrong; once. Raises Invalid, or Conflict where they said so before,
    or where the decision no longer stands."""
    words = tidy(text[: 4 * MAX_TEXT]).strip()
    if not words:
        raise Invalid(_("Dites en quelques mots pourquoi vous n’êtes pas d’accord."))
    if len(words) > MAX_TEXT:
        raise Invalid(_("C’est trop long : gardez l’essentiel, en 2 000 caractères au plus."))
    if not stands(decision):
        raise Conflict(_("Cette décision ne tient plus : il n’y a rien à contester."))
    about = {"removal": decision} if isinstance(decision, Removal) else {"block": decision}
    contest, is_new = Contest.objects.get_or_create(
        **about, defaults={"page": decision.page, "text": words, "made_at": clock.now()}
    )
    if not is_new:
        raise Conflict(_("Vous avez déjà contesté cette décision. La réponse paraîtra ici."))
    _recorded(contest, "contest.made", None)
    return contest


def stands(decision: Removal | Block) -> bool:
    """Whether it is still in force."""
    return decision.restored_at is None if isinstance(decision, Removal) else decision.is_in_force


def must_be_another(contest: Contest, actor: User) -> bool:
    """Whether `actor` decided it first, while somebody else could look at it."""
    decider = contest.removal.removed_by_id if contest.removal else contest.block.made_by_id if contest.block else None
    return decider == actor.pk and others_who_moderate(contest.page, actor).exists()


@transaction.atomic
def contest_decide(*, contest: Contest, reverse: bool, reply: str, actor: User) -> Contest:
    """Uphold or reverse what was contested, and tell whoever contested it. By another person than the one who decided
    first, where there is one. Raises NotAllowed, or Conflict where it is decided already."""
    found = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    require_moderator(actor, found.page)
    if found.decided_at:
        raise Conflict(_("Quelqu’un a déjà décidé de cette contestation."))
    if must_be_another(found, actor):
        raise NotAllowed(_("Vous avez pris cette décision : une autre personne doit regarder la contestation."))
    found.outcome = Outcome.REVERSED if reverse else Outcome.UPHELD
    found.reply, found.decided_at, found.decided_by = tidy(reply).strip()[:MAX_TEXT], clock.now(), actor
    found.save(update_fields=["outcome", "reply", "decided_at", "decided_by"])
    _carried_out(found, actor)
    _recorded(found, "contest.decided", actor)
    return found


def _carried_out(contest: Contest, actor: User) -> None:
    message = _message_of(contest)
    if contest.outcome == Outcome.UPHELD:
        if message is not None:
            author_tell(
                message=message,
                page=contest.page,
                key=f"contest:{contest.pk}",
                write=lambda: notices.upheld(contest),
                actor=actor,
            )
    elif contest.block is not None:
        block_lift(block=contest.block, reason=_("Contestation acceptée"), reply=contest.reply, actor=actor)
    elif message is not None:
        _reversed(contest, message, actor)


def _reversed(contest: Contest, message: Message, actor: User) -> None:
    if contest.removal is not None and contest.removal.is_partial:
        message_unmask(message=message, reason=_("Contestation acceptée"), actor=actor, reply=contest.reply)
    else:
        message_show(message=message, actor=actor, reply=contest.reply)


def _message_of(contest: Contest) -> Message | None:
    return contest.removal.message if contest.removal else contest.block.message if contest.block else None


def _recorded(contest: Contest, verb: str, actor: User | None) -> None:
    """Their words are theirs, and may be erased: the journal holds that they spoke."""
    snapshot = {
        "page": contest.page.handle,
        "removal": contest.removal_id,
        "block": contest.block_id,
        "outcome": contest.outcome,
        "reply": contest.reply,
    }
    moderation_changed.send(sender=Contest, page=contest.page)
    record(verb=verb, subject=contest, actor=actor, snapshot=snapshot, institution_id=contest.page.institution_id)
