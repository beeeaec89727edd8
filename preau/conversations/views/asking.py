"""What a list is asked for, as it stands in an address."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from preau.channels.selectors import network_label
from preau.conversations.models import KINDS, TONES, ConversationState, Label
from preau.conversations.selectors import AGES, FOLDERS, Asked, Place, Reach, labels_where
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import pages_where
from preau.kernel.errors import Invalid

SHOWN_PAGES = 300  # of more, a name is typed rather than chosen
TALKING = ("visitor", "activitypub", "mastodon", "bluesky", "watch")  # networks on which people are heard
CHOICES: dict[str, dict[str, Any]] = {
    "genre": {str(value): label for value, label in KINDS},
    "ton": {str(value): label for value, label in TONES},
    "reseau": {name: network_label(name) for name in TALKING},
    "age": AGES,
}


def asked_of(request: HttpRequest, reach: Reach, state: str = "") -> Asked:
    """The folder `etat` and the filters of the address. `state`: of the conversation that is open, if one is."""
    given = request.GET.get("etat", "")
    return Asked(
        folder=given if given in FOLDERS else _folder_of(state),
        page=_page(request.GET.get("page", ""), pages_where(reach.user, Capability.READ)),
        **{
            name: value if (value := request.GET.get(key, "")) in CHOICES[key] else ""
            for name, key in (("kind", "genre"), ("tone", "ton"), ("network", "reseau"), ("age", "age"))
        },
        label=_label(request.GET.get("etiquette", ""), reach),
        private=request.GET.get("prive") == "1",
        held=request.GET.get("retenu") == "1",
    )


def _folder_of(state: str) -> str:
    return state if state in (ConversationState.THEIRS, ConversationState.CLOSED) else "waiting"


def kept(asked: Asked) -> str:
    """The same, to be written in an address."""
    found = {
        "etat": asked.folder,
        "page": asked.page.handle if asked.page else "",
        "genre": asked.kind,
        "ton": asked.tone,
        "reseau": asked.network,
        "age": asked.age,
        "etiquette": asked.label.pk if asked.label else "",
        "prive": "1" if asked.private else "",
        "retenu": "1" if asked.held else "",
    }
    return urlencode({key: value for key, value in found.items() if value})


def filters_of(asked: Asked, reach: Reach) -> dict[str, Any]:
    """What the form of the filters shows."""
    opened = pages_where(reach.user, Capability.READ).filter(opened_at__isnull=False).order_by("name", "pk")
    return {
        "pages": list(opened.values_list("handle", "name")[: SHOWN_PAGES + 1]),
        "many_pages": SHOWN_PAGES,
        "choices": [
            ("genre", CHOICES["genre"], asked.kind),
            ("ton", CHOICES["ton"], asked.tone),
            ("age", CHOICES["age"], asked.age),
            ("reseau", CHOICES["reseau"], asked.network),
        ],
        "labels": list(labels_where(reach)[:SHOWN_PAGES]),
    }


class UnknownPage(Http404):
    """None of the pages that the person may read has the name that is asked for."""


def place_of(request: HttpRequest) -> Place | None:
    given = request.GET.get("avant", "")
    try:
        return Place.parse(given) if given else None
    except Invalid as error:
        raise Http404 from error


def _page(given: str, pages: QuerySet[Page]) -> Page | None:
    """The page of this handle; or of this name, as it is typed where there are too many to choose from."""
    words = " ".join(given.split())[:200]
    if not words:
        return None
    exact = pages.filter(Q(handle=words.removeprefix("@")[:30]) | Q(name__iexact=words)).order_by("pk").first()
    found = exact or pages.filter(name__icontains=words).order_by("-opened_at", "name").first()
    if found is None:
        raise UnknownPage
    return found


def _label(given: str, reach: Reach) -> Label | None:
    if not given.isdecimal() or len(given) > 18:
        return None
    return get_object_or_404(labels_where(reach), pk=int(given))
