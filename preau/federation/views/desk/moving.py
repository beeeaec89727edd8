"""A page that was another account before, or becomes one: confirmed before followers are sent away."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from preau.federation import selectors, services
from preau.federation.forms import AccountForm
from preau.federation.models import Actor, RemoteActor
from preau.institutions.models import Capability, Page
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.users.models import User


@needs(Capability.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: HttpRequest, page_id: int) -> HttpResponse:
    """POST `do`: alias | forget (`uri`) | check | move | end; `account`: which other account."""
    user = cast(User, request.user)
    page = get_object_or_404(selectors.followed_pages(user), pk=page_id)
    asked = request.POST.get("do", "")
    form = AccountForm(
        request.POST if asked in ("alias", "check", "move") else None,
        auto_id="alias_%s" if asked == "alias" else "move_%s",
    )
    account = None
    if request.method == "POST":
        try:
            account = _account(form) if form.is_bound else None
            if form.is_bound == bool(account) and _done(request, page, asked, account, user):
                return redirect("fediverse:moving", page_id=page.pk)
        except PreauError as error:
            form.add_error("account", str(error)) if form.is_bound else messages.error(request, str(error))
    checked = account if asked == "check" and not form.errors else None
    return render(request, "federation/moving.html", _shown(page, form, asked, checked), status=_status(form))


def _account(form: AccountForm) -> RemoteActor | Page | None:
    return services.actor_find(form.cleaned_data["account"]) if form.is_valid() else None


def _done(request: HttpRequest, page: Page, asked: str, account: RemoteActor | Page | None, user: User) -> bool:
    """Whether something changed, so that the screen is asked for anew. Raises PreauError."""
    if asked == "forget":
        services.alias_remove(page=page, uri=request.POST.get("uri", "")[:500], user=user)
        messages.success(request, _("Alias retiré."))
    elif asked == "end":
        services.move_end(page=page, user=user)
        messages.success(request, _("La page parle de nouveau pour elle-même."))
    elif account is None:
        return False
    elif asked == "alias":
        services.alias_add(page=page, account=account, user=user)
        messages.success(request, _("Alias ajouté. Demandez maintenant le déménagement à partir de l’ancien compte."))
    elif asked == "move":
        services.actor_move(page=page, account=account, user=user)
        messages.success(request, _("Les serveurs des personnes abonnées sont prévenus."))
    else:
        services.move_check(page=page, account=account)
        return False
    return True


def _shown(page: Page, form: AccountForm, asked: str, checked: RemoteActor | Page | None) -> dict[str, Any]:
    actor = Actor.objects.filter(page=page).first()
    return {
        "section": "fediverse",
        "page": page,
        "address": f"@{page.handle}@{page.domain.host}",
        "aliases": actor.also_known_as if actor else [],
        "moved_to": actor.moved_to if actor else "",
        "alias_form": form if asked == "alias" else AccountForm(auto_id="alias_%s"),
        "move_form": form if asked in ("check", "move") else AccountForm(auto_id="move_%s"),
        "checked": {"name": checked.name, "uri": services.address_of(checked)} if checked else None,
    }


def _status(form: AccountForm) -> int:
    return 422 if form.errors else 200
