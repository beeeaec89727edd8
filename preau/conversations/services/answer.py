from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from preau.channels.models import Answer
from preau.channels.services import answer_send, answer_withdraw
from preau.conversations.models import AnswerDraft, Conversation, ConversationState, DraftState, Message
from preau.conversations.selectors.review import review_reasons
from preau.conversations.signals import conversation_answered
from preau.institutions.models import Institution, Page
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid
from preau.users.models import User

from .public import changed
from .rights import require_moderator


@transaction.atomic
def conversation_answer(*, message: Message, text: str, version: int, actor: User) -> Message:
    """Answer `message` in the name of its page, where it was said. `version`: of the conversation that was read.

    Adds the answer, its job and its entry. Raises NotAllowed, Invalid (where another person must read it first, too),
    or Conflict where somebody else has answered, or what is answered has changed: nothing has left then.
    """
    conversation, page = answering(message)
    require_moderator(actor, page)
    reasons = review_reasons(conversation, actor)
    if reasons:
        words = _("Une autre personne doit relire cette réponse avant qu’elle parte : %(reasons)s.")
        raise Invalid(words % {"reasons": ", ".join(reasons)})
    asked = Message.objects.get(pk=message.pk)
    answer_check(conversation, asked, page, version)
    mine = AnswerDraft.objects.filter(conversation=conversation, author=actor)
    mine.filter(state__in=(DraftState.WAITING, DraftState.REFUSED)).update(state=DraftState.WITHDRAWN)
    return answer_leave(conversation, asked, page, text=text, author=actor)


def answering(message: Message) -> tuple[Conversation, Page]:
    """The conversation of `message`, locked, and its page."""
    conversation = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    page = Page.objects.select_related("domain", "institution", "official").get(pk=conversation.page_id)
    conversation.page = page
    return conversation, page


def answer_leave(
    conversation: Conversation, asked: Message, page: Page, *, text: str, author: User, approved_by: User | None = None
) -> Message:
    """Send an answer that may leave: the caller has checked who, and what. The conversation is locked."""
    answer = answer_send(
        page=page,
        network=asked.network,
        reply_to=asked.remote_id,
        to=asked.author_id,
        to_handle=asked.author_handle,
        text=text,
        language=language_of(page, asked),
        is_private=conversation.is_private,
        post=conversation.post,
        actor=author,
        approved_by=approved_by,
    )
    said = _said(conversation, asked, answer)
    conversation.state, conversation.last_at = ConversationState.THEIRS, clock.now()
    conversation.first_answered_at = conversation.first_answered_at or conversation.last_at
    conversation.waiting_since = conversation.due_at = conversation.snoozed_until = None
    conversation.version += 1
    conversation.save()
    conversation_answered.send(sender=Conversation, conversation=conversation, message=said)
    changed(said)
    return said


def answer_check(conversation: Conversation, asked: Message, page: Page, version: int) -> None:
    """Raises Conflict or Invalid where `asked` can't be answered as the person has read the conversation."""
    if version != conversation.version:
        raise Conflict(
            _("La conversation a changé pendant que vous écriviez. Rien n’est parti : relisez, puis renvoyez.")
        )
    if asked.conversation_id != conversation.pk or asked.withdrawn_at or asked.is_ours:
        raise Invalid(_("Ce message ne peut plus recevoir de réponse : il a été retiré."))
    if not page.is_open:
        raise Invalid(_("Cette page est fermée : elle ne répond plus."))


def _said(conversation: Conversation, asked: Message, answer: Answer) -> Message:
    return Message.objects.create(
        conversation=conversation,
        network=asked.network,
        remote_id=f"answer:{answer.pk}",
        reply_to=asked.remote_id,
        html=answer.html,
        language=answer.language,
        answer=answer,
        said_at=clock.now(),
    )


def language_of(page: Page, asked: Message) -> str:
    """The page's language; where it has two, that of whoever asks."""
    policy = page.institution.language_policy if page.institution else Institution.LanguagePolicy.FR
    if policy == Institution.LanguagePolicy.EN:
        return "en"
    return "en" if "en" in policy and asked.language.startswith("en") else "fr"


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
