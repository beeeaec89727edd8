"""Adding to where a board listens."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability, Institution
from preau.institutions.services import needs
from preau.kernel.errors import Invalid
from preau.listening import services
from preau.listening.forms import BlueskyForm, ChoiceForm, FeedForm, MastodonForm, MediaForm
from preau.listening.models import BoardSource
from preau.users.models import User

from .places import managed_board, shown


def _added(request: HttpRequest, chosen: BoardSource) -> HttpResponse:
    messages.success(request, _("%(name)s est dans la liste.") % {"name": chosen})
    return redirect("listening:board_sources", chosen.board_id)


@needs(Capability.MODERATE)
@require_POST
def feed(request: HttpRequest, board_id: int) -> HttpResponse:
    """POST `address`: of a feed, which is added, or of a site, whose feeds are shown to choose from."""
    board, form = managed_board(request, board_id), FeedForm(request.POST)
    if not form.is_valid():
        return shown(request, board, feed=form)
    try:
        found = services.feeds_find(actor=cast(User, request.user), board=board, address=form.cleaned_data["address"])
        if len(found) > 1:
            return _choose(request, board, [(feed.address, feed.title or feed.address) for feed in found])
        return _feed_added(request, board, found[0].address, found[0].title)
    except Invalid as error:
        form.add_error("address", str(error))
        return shown(request, board, feed=form)


def _choose(request: HttpRequest, board: Institution, feeds: list[tuple[str, str]]) -> HttpResponse:
    context = {"section": "watch", "board": board, "form": ChoiceForm(feeds=feeds), "feeds": feeds}
    return render(request, "listening/feeds.html", context)


def _feed_added(request: HttpRequest, board: Institution, address: str, label: str) -> HttpResponse:
    user = cast(User, request.user)
    return _added(request, services.feed_add(actor=user, board=board, address=address, label=label))


@needs(Capability.MODERATE)
@require_POST
def chosen_feed(request: HttpRequest, board_id: int) -> HttpResponse:
    """POST `feed`: an address of those that a site named; `label.<address>`: what it was called there."""
    board, address = managed_board(request, board_id), request.POST.get("feed", "")
    try:
        return _feed_added(request, board, address, request.POST.get(f"label.{address}", ""))
    except Invalid as error:
        form = FeedForm({"address": address})
        form.add_error("address", str(error))
        return shown(request, board, feed=form)


@needs(Capability.MODERATE)
@require_POST
def mastodon(request: HttpRequest, board_id: int) -> HttpResponse:
    """POST `server`, `what`: a hashtag with its #, or words; `token`."""
    board, form = managed_board(request, board_id), MastodonForm(request.POST, auto_id="m_%s")
    if form.is_valid():
        given, user = form.cleaned_data, cast(User, request.user)
        same = {"actor": user, "board": board, "server": given["server"], "token": given["token"]}
        try:
            if given["what"].lstrip().startswith("#"):
                return _added(request, services.hashtag_add(tag=given["what"], **same))
            return _added(request, services.search_add(words=given["what"], **same))
        except Invalid as error:
            form.add_error(None, str(error))
    return shown(request, board, mastodon=form)


@needs(Capability.MODERATE)
@require_POST
def bluesky(request: HttpRequest, board_id: int) -> HttpResponse:
    """POST `words`, `host`."""
    board, form = managed_board(request, board_id), BlueskyForm(request.POST, auto_id="b_%s")
    if form.is_valid():
        given, user = form.cleaned_data, cast(User, request.user)
        try:
            return _added(
                request, services.bluesky_add(actor=user, board=board, server=given["host"], words=given["words"])
            )
        except Invalid as error:
            form.add_error(None, str(error))
    return shown(request, board, bluesky=form)


@needs(Capability.MODERATE)
@require_POST
def media(request: HttpRequest, board_id: int) -> HttpResponse:
    """POST `file`: a list of media; `region`."""
    board, form = managed_board(request, board_id), MediaForm(request.POST, request.FILES, auto_id="l_%s")
    if not form.is_valid():
        return shown(request, board, media=form)
    try:
        data = form.cleaned_data["file"].read(services.MEDIA_MAX_BYTES + 1)
        region = form.cleaned_data["region"]
        report = services.media_import(actor=cast(User, request.user), board=board, data=data, region=region)
    except Invalid as error:
        form.add_error("file", str(error))
        return shown(request, board, media=form)
    messages.success(request, _told(report))
    return redirect("listening:board_sources", board.pk)


def _told(report: services.MediaReport) -> str:
    words = [ngettext("%(n)d fil ajouté", "%(n)d fils ajoutés", report.added) % {"n": report.added}]
    if report.known:
        words.append(ngettext("%(n)d déjà là", "%(n)d déjà là", report.known) % {"n": report.known})
    if report.faults:
        lines = ", ".join(str(line) for line, _fault in report.faults[:10])
        left = ngettext("ligne %(lines)s laissée de côté", "lignes %(lines)s laissées de côté", len(report.faults))
        words.append(left % {"lines": lines})
    return ", ".join(words) + "."
