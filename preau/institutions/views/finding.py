"""Picking what a view works on among what the person may reach: anything else is not there."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page as Screen
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from preau.institutions.models import Capability, Institution, Page
from preau.institutions.selectors import institutions_where, pages_where
from preau.users.models import User

PER_SCREEN = 50


def me(request: HttpRequest) -> User:
    return cast(User, request.user)


def my_page(request: HttpRequest, capability: Capability, page_id: int) -> Page:
    """The page on which I hold `capability`, with its owner; 404 for any other."""
    pages = pages_where(me(request), capability)
    return get_object_or_404(
        pages.select_related("domain", "institution__parent__page", "official").distinct(), pk=page_id
    )


def my_institution(request: HttpRequest, capability: Capability, institution_id: int) -> Institution:
    """The institution on which I hold `capability`; 404 for any other."""
    mine = institutions_where(me(request), capability)
    return get_object_or_404(mine.select_related("domain", "parent", "page"), pk=institution_id)


def screen(request: HttpRequest, items: Any) -> Screen[Any]:
    """The part of a list that is asked for by `?page=`, the nearest there is."""
    return Paginator(items, PER_SCREEN).get_page(request.GET.get("page"))
