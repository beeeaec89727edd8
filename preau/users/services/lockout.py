"""Brute force: who is refused for a while, and what they are told.

Attempts are counted in the database by e-mail and address together, so that a stranger elsewhere can't lock a person
out, and by address alone, five times more patiently, since a whole school may share one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.kernel import clock
from preau.users.models import User

from .client import client_network

ADDRESS_PATIENCE = 5  # an address alone is allowed this many times the attempts of one e-mail from it


def attempted_email(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail that somebody tries to sign in with, as it is counted."""
    given = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(given).strip().lower().replace("\0", "")[:254]


class LockoutHandler(AxesDatabaseHandler):
    """django-axes on the database, with one limit for a pair and another for an address."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        pair, address = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(pair, address // ADDRESS_PATIENCE)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A successful sign-in forgives this person's own errors, never those made on others from the same address."""
        pair, _address = self.filter_user_attempts(request, credentials)
        count, _models = pair.delete()
        return count


def lockout_forgive(*, user: User) -> None:
    """Forget the failed attempts on `user`: they have just proved by mail who they are."""
    AccessAttempt.objects.filter(username=user.email).delete()


def locked_page(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The answer to whoever tried too often: when to try again, and what to do in the meantime (429)."""
    until = _locked_until(client_network(request), attempted_email(request, credentials))
    answer = render(request, "users/locked.html", {"until": until}, status=429)
    answer["Retry-After"] = str(max(1, int((until - clock.now()).total_seconds())))
    return answer


def _locked_until(address: str, email: str) -> dt.datetime:
    attempts = AccessAttempt.objects.filter(ip_address=address, username=email)
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or clock.now()
    return last + settings.AXES_COOLOFF_TIME
