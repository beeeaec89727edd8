"""Absolute public addresses. They come from the settings and the domain, never from a request."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from preau.institutions.models import Domain


def origin(domain: Domain | None) -> str:
    """ "https://host", with the port where there is one."""
    if domain is None or domain.is_default:
        return str(settings.ORIGIN)
    return f"{settings.ORIGIN_PARTS.scheme}://{domain.host}"


def absolute(domain: Domain | None, path: str) -> str:
    return origin(domain) + path


def path_to(name: str, *args: Any, language: str | None = None) -> str:
    """The path of the view `website:<name>`, in `language` or the current one."""
    with translation.override(language or translation.get_language()):
        return reverse(f"website:{name}", args=args)


def in_other_language(path: str) -> str:
    """The same page in the other language: French has no prefix, English has /en."""
    return (path[3:] or "/") if re.match(r"/en(/|$)", path) else f"/en{path}"


def in_french(path: str) -> str:
    return in_other_language(path) if re.match(r"/en(/|$)", path) else path
