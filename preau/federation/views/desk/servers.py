"""Other servers: what they are to us, and what was decided about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from preau.federation import selectors, services
from preau.federation.forms import BlocksForm, HostForm
from preau.federation.models import Host, Policy
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Invalid
from preau.users.models import User

PER_PAGE = 50
View = Callable[..., HttpResponse]


def governs(view: View) -> View:
    """Only those who decide for the whole installation."""

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not selectors.may_govern(cast(User, request.user)):
            raise PermissionDenied
        return view(request, **arguments)

    return guarded


def _decided(form: HostForm, user: User) -> Host | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        return services.host_decide(
            name=given["name"], policy=Policy(given["policy"]), reason=given["reason"], user=user
        )
    except Invalid as error:
        form.add_error("name", str(error))
        return None


@needs(Capability.ADMINISTER)
@governs
@require_http_methods(["GET", "HEAD", "POST"])
def servers(request: HttpRequest) -> HttpResponse:
    form = HostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (host := _decided(form, cast(User, request.user))):
        messages.success(request, _("C’est décidé pour %(host)s.") % {"host": host.name})
        return redirect("fediverse:servers")
    return _shown(request, form, BlocksForm())


def _shown(request: HttpRequest, form: HostForm, blocks: BlocksForm) -> HttpResponse:
    words, policy = request.GET.get("q", "")[:100], request.GET.get("etat", "")
    found = selectors.hosts(words=words, policy=policy)
    asked = {name: value for name, value in (("q", words), ("etat", policy)) if value}
    context = {
        "section": "fediverse",
        "form": form,
        "blocks": blocks,
        "words": words,
        "policy": policy,
        "policies": Policy.choices,
        "query": f"{urlencode(asked)}&" if asked else "",
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "federation/servers.html", context, status=422 if form.errors or blocks.errors else 200)


@needs(Capability.ADMINISTER)
@governs
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """POST `host`, `policy`: open | limited | blocked, `reason`."""
    number = request.POST.get("host", "")
    host = get_object_or_404(
        Host, pk=int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    )
    if request.POST.get("policy") not in Policy.values:
        return redirect("fediverse:servers")
    policy, reason = Policy(request.POST["policy"]), request.POST.get("reason", "")
    try:
        services.host_decide(name=host.name, policy=policy, reason=reason, user=cast(User, request.user))
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("C’est décidé pour %(host)s.") % {"host": host.name})
    return redirect("fediverse:servers")


@needs(Capability.ADMINISTER)
@governs
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """POST `file`: a list to import."""
    form = BlocksForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, HostForm(), form)
    try:
        data = form.cleaned_data["file"].read(services.MAX_BLOCKS + 1)
        report = services.domain_blocks_import(data=data, user=cast(User, request.user))
    except Invalid as error:
        form.add_error("file", str(error))
        return _shown(request, HostForm(), form)
    messages.success(request, _told(report))
    return redirect("fediverse:servers")


def _told(report: services.BlocksReport) -> str:
    words = [
        ngettext("%(n)d serveur bloqué", "%(n)d serveurs bloqués", len(report.blocked)) % {"n": len(report.blocked)},
        ngettext("%(n)d limité", "%(n)d limités", len(report.limited)) % {"n": len(report.limited)},
        ngettext("%(n)d inchangé", "%(n)d inchangés", len(report.unchanged)) % {"n": len(report.unchanged)},
    ]
    if report.skipped:
        lines = ngettext("%(n)d ligne laissée de côté", "%(n)d lignes laissées de côté", len(report.skipped))
        words.append(lines % {"n": len(report.skipped)})
    return ", ".join(words) + "."
