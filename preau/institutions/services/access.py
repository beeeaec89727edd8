from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from preau.institutions import selectors
from preau.institutions.models import Capability
from preau.users.models import User

View = Callable[..., HttpResponseBase]


def needs(capability: Capability) -> Callable[[View], View]:
    """Only people who hold `capability` somewhere. The view itself picks its object among those where they hold it
    (`selectors.pages_where`, `selectors.institutions_where`), and so answers 404 for any other."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not selectors.holds_anywhere(cast(User, request.user), capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        marked = login_required(guarded)
        marked.access = capability.value  # type: ignore[attr-defined]
        return marked

    return mark
