from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.channels.models import Answer
from preau.channels.services import answer_resolve, answer_retry
from preau.conversations import selectors, services
from preau.conversations.forms import AnswerForm
from preau.conversations.models import AnswerTemplate, Conversation, Message
from preau.institutions.models import Capability
from preau.institutions.selectors import institution_of
from preau.institutions.services import needs
from preau.kernel.errors import Conflict, PreauError
from preau.users.models import User

from .frame import conversation_or_404, list_context, person, thread_context
from .handling import back

INSERTS = ("insert", "complaint")


@needs(Capability.MODERATE)
@require_POST
def answer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Answer in the name of the page. What was typed is kept where it can't leave.

    POST `do`: send | review | insert (`modele`) | complaint.
    """
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _again(request, conversation, form)
    asked = get_object_or_404(conversation.messages, pk=form.cleaned_data["message"])
    if form.cleaned_data["do"] in INSERTS:
        return _inserted(request, conversation, asked, form)
    try:
        said = _act(request, conversation, asked, form)
    except PreauError as error:
        form.add_error("text", str(error))
        return _again(request, conversation, form, status=409 if isinstance(error, Conflict) else 422)
    messages.success(request, said)
    return back(request, conversation)


def _act(request: HttpRequest, conversation: Conversation, asked: Message, form: AnswerForm) -> str:
    """Send, or ask for a second pair of eyes: as the button says; sent without one (Ctrl+Enter), as the rules say."""
    actor, given = person(request), form.cleaned_data
    what = {"message": asked, "text": given["text"], "version": given["version"], "actor": actor}
    what["templates"] = _templates(conversation, given["templates"])
    if (given["do"] or _usual(conversation, actor)) == "review":
        services.answer_propose(**what)
        return _("Votre réponse attend une relecture. Un avis paraîtra ici et par courriel si elle est à revoir.")
    services.conversation_answer(**what)
    return _said(asked)


def _inserted(request: HttpRequest, conversation: Conversation, asked: Message, form: AnswerForm) -> HttpResponse:
    """The form again, with a template's words, or the route of complaints, after what is typed already."""
    given, language = form.cleaned_data, selectors.language_of(conversation.page, asked)
    asked.conversation = conversation
    held = _templates(conversation, given["templates"])
    if given["do"] == "complaint":
        more = selectors.complaint_route(institution_of(conversation.page), language).words
    else:
        added = _templates(conversation, str(given["modele"]))
        more = selectors.filled(added[0], asked, language) if added else ""
        held += [one for one in added if one not in held]
    text = "\n\n".join(part for part in (given["text"], more) if part)
    kept = ",".join(str(one.pk) for one in held)
    again = AnswerForm({**request.POST.dict(), "text": text, "templates": kept, "do": ""})
    shown = list_context(request, conversation.state) | thread_context(request, conversation, again)
    return render(request, "conversations/inbox.html", {**shown, "inserted": True})


def _templates(conversation: Conversation, given: str) -> list[AnswerTemplate]:
    """Those of « 3,7 » that are offered there."""
    wanted = given.split(",")
    return [one for one in selectors.templates_for(conversation) if str(one.pk) in wanted]


def _usual(conversation: Conversation, actor: User) -> str:
    return "review" if selectors.answer_needs_review(conversation, actor) else "send"


def _said(asked: Message) -> str:
    if asked.conversation.is_private:
        return _("Votre réponse part, à cette personne seule.")
    if asked.visitor_id:
        return _("Votre réponse paraît. Elle part aussi par courriel.")
    if asked.conversation.post_id:
        return _("Votre réponse part. Elle est déjà sous la publication.")
    return _("Votre réponse part.")


def _again(request: HttpRequest, conversation: Conversation, form: AnswerForm, status: int = 422) -> HttpResponse:
    """The same words before the conversation as it is now: sending them again is a decision made with it in view."""
    conversation.refresh_from_db(fields=["version", "state"])
    form.data = {**request.POST.dict(), "version": str(conversation.version)}
    shown = list_context(request, conversation.state) | thread_context(request, conversation, form)
    return render(request, "conversations/inbox.html", shown, status=status)


@needs(Capability.MODERATE)
@require_POST
def decide(request: HttpRequest, message_id: int) -> HttpResponse:
    """POST `decision`, on an answer that failed or is uncertain: retry | received | resend."""
    message = get_object_or_404(selectors.messages_where(person(request)).exclude(answer=None), pk=message_id)
    try:
        messages.success(request, _decided(message.answer, request))
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("conversations:thread", message.conversation_id)


def _decided(answer: Answer | None, request: HttpRequest) -> str:
    decision = request.POST.get("decision", "")
    if answer and decision == "retry":
        answer_retry(answer=answer, actor=person(request))
        return _("C’est noté : nouvel essai tout de suite.")
    if answer and decision in ("received", "resend"):
        answer_resolve(answer=answer, was_received=decision == "received", actor=person(request))
        return _("C’est noté : considéré comme reçu.") if decision == "received" else _("C’est noté : renvoyé.")
    raise Conflict(_("Choisissez ce qu’il faut faire de cette réponse."))
