"""What the screens of mentions share."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.kernel.errors import Invalid
from preau.listening import selectors
from preau.listening.models import Mention, SourceKind, Watch
from preau.posts.selectors.public import Cursor
from preau.users.models import User

SHOWN = 300  # choices of a filter
LABELS = {"new": _("À voir"), "done": _("Traitées"), "aside": _("Mises de côté"), "all": _("Toutes")}


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def mention_or_404(request: HttpRequest, mention_id: int) -> Mention:
    rows = selectors.mentions_where(person(request))
    return get_object_or_404(rows.select_related("item__source", "watch", "institution", "post", "lead"), pk=mention_id)


def watch_or_404(request: HttpRequest, watch_id: int, capability: Capability = Capability.MODERATE) -> Watch:
    return get_object_or_404(selectors.watches_where(person(request), capability), pk=watch_id)


def list_context(request: HttpRequest) -> dict[str, Any]:
    """The list as the address asks for it: `etat`, `veille`, `organisme`, `genre`, `avant`."""
    user = person(request)
    asked = asked_of(request)
    after = _cursor(request)
    watches = selectors.watches_where(user)
    listening = Institution.objects.filter(pk__in=watches.order_by().values("institution"))
    kept = {
        "etat": asked.state,
        "veille": asked.watch.pk if asked.watch else "",
        "organisme": asked.institution.pk if asked.institution else "",
        "genre": asked.kind,
    }
    return {
        "section": "watch",
        "asked": asked,
        "states": LABELS.items(),
        "sheet": selectors.mention_sheet(user, asked, after),
        "is_first": after is None,
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "watches": list(watches[:SHOWN]),
        "institutions": list(listening.order_by("name")[:SHOWN]),
        "kinds": SourceKind.choices,
        "alerts": selectors.alerts_open(user),
        "moderates": selectors.may_listen(user),
    }


def asked_of(request: HttpRequest) -> selectors.Asked:
    state, kind = request.GET.get("etat", ""), request.GET.get("genre", "")
    watch, institution = number(request, "veille"), number(request, "organisme")
    seen = institutions_where(person(request), Capability.READ)
    return selectors.Asked(
        state=state if state in selectors.STATES else "new",
        watch=watch_or_404(request, watch, Capability.READ) if watch else None,
        institution=get_object_or_404(seen, pk=institution) if institution else None,
        kind=kind if kind in SourceKind.values else "",
    )


def mention_context(request: HttpRequest, mention: Mention) -> dict[str, Any]:
    """One mention: its text with what matched, why, what repeats it, and what may be done."""
    user, item = person(request), mention.item
    lead = mention.lead or mention
    repeats = selectors.repeats_of(mention)
    held = {
        name: institutions_where(user, capability).filter(pk=mention.institution_id).exists()
        for name, capability in (("can_decide", Capability.MODERATE), ("can_write", Capability.WRITE))
    }
    return {
        "mention": mention,
        "lead": lead,
        "title": selectors.title_pieces(item, mention.why),
        "text": selectors.text_pieces(item, mention.why),
        "terms": selectors.terms_of(mention),
        "reasons": selectors.reasons_of(mention.why.get("reasons", [])),
        "repeats": repeats,
        "outlets": len({other.item.outlet for other in repeats} - {item.outlet, ""}),
        "is_talk_here": item.sources.filter(kind=SourceKind.FEDIVERSE).exists(),
        **held,
    }


def number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else None


def _cursor(request: HttpRequest) -> Cursor | None:
    given = request.GET.get("avant", "")
    try:
        return Cursor.parse(given) if given else None
    except Invalid as error:
        raise Http404 from error
