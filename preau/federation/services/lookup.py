"""Finding an account by what a person types: "@camille@exemple.test", or its address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from preau.federation.models import RemoteActor
from preau.federation.selectors import resolve
from preau.institutions.models import Domain, Page
from preau.institutions.selectors import page_by_handle
from preau.kernel.addresses import is_loopback
from preau.kernel.errors import Invalid
from preau.kernel.http import FetchError, fetch_now
from preau.kernel.strict_json import StrictJSONError, loads

from .remote import RemoteError, RemoteSilent, remote_actor

HANDLE = re.compile(r"@?([\w.-]{1,100})@([\w.:-]{1,255})", re.ASCII)
AT_ADDRESS = re.compile(r"https?://([^/?#]+)/@([\w.-]{1,100})/?", re.ASCII)
MAX_BYTES = 100_000
SECONDS = 6.0


def actor_find(words: str) -> RemoteActor | Page:
    """The account that `words` name, as its own server shows it now; a page of ours is found at home.

    Not for a transaction: it asks their server. Raises Invalid, in words for whoever typed.
    """
    text = words.strip()
    at = AT_ADDRESS.fullmatch(text)
    named = HANDLE.fullmatch(f"{at[2]}@{at[1]}" if at else text)
    if named:
        return _by_handle(named[1], named[2].lower())
    if not text.startswith(("https://", "http://")):
        raise Invalid(_("Écrivez le compte au complet, par exemple @camille@exemple.org."))
    found = resolve(text)
    return found if isinstance(found, Page) else _remote(text)


def _by_handle(name: str, host: str) -> RemoteActor | Page:
    domain = Domain.objects.filter(host=host).first()
    if domain is None:
        return _remote(_address_of(name, host))
    kept = page_by_handle(domain, name)
    if kept is None or not kept[0].is_open:
        raise Invalid(_nobody())
    return kept[0]


def _remote(uri: str) -> RemoteActor:
    try:
        return remote_actor(uri, fresh=True)
    except RemoteSilent as error:
        raise Invalid(_("Le serveur de ce compte ne répond pas. Réessayez plus tard.")) from error
    except RemoteError as error:
        raise Invalid(_nobody()) from error


def _nobody() -> str:
    return _("Ce compte n’existe pas. Vérifiez l’adresse, lettre par lettre.")


def _address_of(name: str, host: str) -> str:
    """The id that WebFinger (RFC 7033) gives for a handle."""
    is_here = settings.ALLOW_LOOPBACK and is_loopback(urlsplit(f"//{host}").hostname or "")
    url = f"{'http' if is_here else 'https'}://{host}/.well-known/webfinger?resource={quote(f'acct:{name}@{host}')}"
    try:
        answer = fetch_now(url, max_bytes=MAX_BYTES, timeout=SECONDS, allow_loopback=settings.ALLOW_LOOPBACK)
        document = loads(answer.body) if answer.status == 200 else {}
    except FetchError as error:
        raise Invalid(_("Le serveur de ce compte ne répond pas. Réessayez plus tard.")) from error
    except StrictJSONError as error:
        raise Invalid(_nobody()) from error
    links = document.get("links") if isinstance(document, dict) else None
    own = [link["href"] for link in links if _is_own(link)] if isinstance(links, list) else []
    if not own:
        raise Invalid(_nobody())
    return str(own[0])


def _is_own(link: Any) -> bool:
    is_self = isinstance(link, dict) and link.get("rel") == "self" and isinstance(link.get("href"), str)
    return is_self and str(link.get("type", "")).startswith(("application/activity+json", "application/ld+json"))
