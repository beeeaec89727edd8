from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from preau.channels.models import Answer
from preau.channels.services import answer_withdraw
from preau.conversations.models import AnswerDraft, AnswerTemplate, Conversation, DraftState, Message
from preau.conversations.selectors.review import review_reasons
from preau.kernel.errors import Invalid
from preau.users.models import User

from .leaving import answer_check, answer_leave, answering, fields_check
from .public import changed
from .rights import require_moderator


@transaction.atomic
def conversation_answer(
    *, message: Message, text: str, version: int, templates: Sequence[AnswerTemplate] = (), actor: User
) -> Message:
    """Answer `message` in the name of its page, where it was said. `version`: of the conversation that was read;
    `templates`: what `text` was made from.

    Adds the answer, its job and its entry. Raises NotAllowed, Invalid (where another person must read it first, too,
    or a field of a template is not filled in), or Conflict where somebody else has answered,
    or what is answered has changed: nothing has left then.
    """
    conversation, page = answering(message)
    require_moderator(actor, page)
    reasons = review_reasons(conversation, actor)
    if reasons:
        words = _("Une autre personne doit relire cette réponse avant qu’elle parte : %(reasons)s.")
        raise Invalid(words % {"reasons": ", ".join(reasons)})
    asked = Message.objects.get(pk=message.pk)
    answer_check(conversation, asked, page, version)
    fields_check(text, templates)
    mine = AnswerDraft.objects.filter(conversation=conversation, author=actor)
    mine.filter(state__in=(DraftState.WAITING, DraftState.REFUSED)).update(state=DraftState.WITHDRAWN)
    return answer_leave(conversation, asked, page, text=text, author=actor, templates=templates)


@transaction.atomic
def answer_take_back(*, message: Message, actor: User) -> Message:
    """Take back what the page answered: its words leave our pages, their place says so. Raises NotAllowed, Invalid."""
    found = Message.objects.select_for_update(of=("self",)).select_related("conversation__page").get(pk=message.pk)
    require_moderator(actor, found.conversation.page)
    if found.answer_id is None:
        raise Invalid(_("Ce message n’est pas une réponse de la page."))
    if found.withdrawn_at:
        return found
    answer = answer_withdraw(answer=Answer.objects.get(pk=found.answer_id), actor=actor)
    found.withdrawn_at = answer.withdrawn_at
    found.save(update_fields=["withdrawn_at"])
    conversation = found.conversation
    Conversation.objects.filter(pk=conversation.pk).update(version=F("version") + 1)
    changed(found)
    return found


@transaction.atomic
def answer_named(*, answer: Answer) -> None:
    """A network has given an answer its id there: what answers it is threaded by that."""
    if answer.remote_id:
        rows = Message.objects.filter(answer=answer).exclude(remote_id=answer.remote_id)
        if rows.update(remote_id=answer.remote_id, url=answer.remote_url):  # visitors answer it at once
            Message.objects.filter(reply_to=f"answer:{answer.pk}").update(reply_to=answer.remote_id)
