from __future__ import annotations

from django.db.models import Func


class Unindexed(Func):
    """A column whose index is not to be used (https://www.sqlite.org/optoverview.html, « unary + »). PostgreSQL knows
    it as a sign: numbers alone."""

    template = "+%(expressions)s"
    arity = 1
