"""A visitor's own page, opened by the key in each of their mails."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.conversations.asking import GoOnForm
from preau.conversations.models import Message, Visitor
from preau.conversations.selectors import said_of
from preau.conversations.selectors.copy import copy_of
from preau.conversations.selectors.visitors import Exchange, exchanges_of, own_message, waiting_of
from preau.conversations.services.visitors import (
    Refusal,
    Typed,
    visitor_confirm,
    visitor_continue,
    visitor_erase,
    visitor_mails_change,
    visitor_withdraw,
)
from preau.kernel.errors import PreauError
from preau.ui.visiting import keyed, private
from preau.users.services import client_network, public

from .frame import TOO_MANY, language_of, show


def _visitor(key: str) -> Visitor:
    return get_object_or_404(Visitor, key=key, erased_at__isnull=True)


@public
@keyed
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest, key: str) -> HttpResponse:
    """All that they said, what was answered, how it stands. POST `action`: say | mails | confirm."""
    visitor = Visitor.objects.filter(key=key, erased_at__isnull=True).first()
    if visitor is None:
        return show(request, "expired", {"is_private_page": True}, status=404)
    if request.method != "POST":
        return _page(request, visitor)
    match request.POST.get("action"):
        case "say":
            return _say(request, visitor)
        case "mails":
            visitor_mails_change(visitor=visitor, wants=request.POST.get("wants") == "1")
            return _done(visitor, "enregistre")
        case "confirm":
            waiting = {str(item.pk): item.pk for item in waiting_of(visitor)}
            visitor_confirm(
                visitor=visitor, items=[waiting[one] for one in request.POST.getlist("item") if one in waiting]
            )
            return _done(visitor, "confirme")
        case _:
            raise Http404


def _page(request: HttpRequest, visitor: Visitor, form: GoOnForm | None = None, status: int = 200) -> HttpResponse:
    exchanges = exchanges_of(visitor)
    context = {
        "visitor": visitor,
        "exchanges": exchanges,
        "waiting": [{"item": item, "typed": Typed.of(item)} for item in waiting_of(visitor)],
        "form": form,
        "blank": GoOnForm(),
        "asked": _asked(exchanges, form),
        "done": "" if form else request.GET.get("fait", ""),
    }
    return show(request, "exchange", context, status=status)


def _asked(exchanges: list[Exchange], form: GoOnForm | None) -> int:
    """The conversation in which `form` was sent, whatever was said in it since; 0 for none."""
    answers = form.cleaned_data.get("answers") if form else None
    holding = (one.conversation.pk for one in exchanges if any(line.message.pk == answers for line in one.lines))
    return next(holding, 0)


def _say(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    form = GoOnForm(request.POST)
    if not form.is_valid():
        return _page(request, visitor, form, status=422)
    said = Message.objects.select_related("conversation__post").filter(pk=form.cleaned_data["answers"])
    own = said.filter(conversation__messages__visitor=visitor).distinct()
    try:
        visitor_continue(
            visitor=visitor,
            answered=get_object_or_404(own),
            text=form.cleaned_data["text"],
            language=language_of(),
            number=form.number,
            place=client_network(request),
        )
    except PreauError as error:
        form.add_error(None, str(error))
        return _page(request, visitor, form, status=TOO_MANY if isinstance(error, Refusal) else 422)
    return _done(visitor, "envoye")


def _done(visitor: Visitor, what: str) -> HttpResponse:
    return redirect(f"{reverse('visitors:exchange', args=[visitor.key])}?fait={what}")


@public
@keyed
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str, message_id: int) -> HttpResponse:
    """Take one message back, after a look at it."""
    visitor = _visitor(key)
    message = own_message(visitor, message_id) if message_id < 2**63 else None
    if message is None:
        raise Http404
    if request.method == "POST":
        visitor_withdraw(visitor=visitor, message=message)
        return _done(visitor, "retire")
    return show(request, "withdraw", {"visitor": visitor, "said": said_of([message])[0]})


@public
@keyed
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, key: str) -> HttpResponse:
    """Erase all that is known of them, after a look at what that means."""
    visitor = _visitor(key)
    if request.method == "POST":
        visitor_erase(visitor=visitor)
        return redirect("visitors:gone")
    return show(request, "erase", {"visitor": visitor})


@public
@keyed
@require_safe
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """All that is kept of them, as a file."""
    answer = JsonResponse(copy_of(_visitor(key)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="preau.json"'
    return answer


@public
@private
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    return show(request, "gone", {})
