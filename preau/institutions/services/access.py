from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from preau.institutions import selectors
from preau.institutions.models import Capability
from preau.users.models import User
from preau.users.services import has_second_factor

View = Callable[..., HttpResponseBase]


def lacks_second_factor(user: User) -> bool:
    """Whether PREAU_REQUIRE_SECOND_FACTOR asks `user`, who publishes or administers somewhere, for one that they have
    not set up yet."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    asked = (Capability.PUBLISH, Capability.ADMINISTER)
    return any(selectors.holds_anywhere(user, capability) for capability in asked) and not has_second_factor(user)


def needs(capability: Capability) -> Callable[[View], View]:
    """Only people who hold `capability` somewhere. The view itself picks its object among those where they hold it
    (`selectors.pages_where`, `selectors.institutions_where`), and so answers 404 for any other."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = cast(User, request.user)
            if user.is_authenticated:
                selectors.roles_remember(user)
            if not selectors.holds_anywhere(user, capability):
                raise PermissionDenied
            if lacks_second_factor(user):
                return redirect("institutions:second_factor")
            return view(request, *args, **kwargs)

        marked = login_required(guarded)
        marked.access = capability.value  # type: ignore[attr-defined]
        return marked

    return mark
