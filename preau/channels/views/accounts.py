"""Official accounts elsewhere, declared, verified and listed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from preau.channels import services
from preau.channels.forms import AccountForm
from preau.channels.selectors import declared
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.institutions.services import needs
from preau.kernel.errors import Conflict, Invalid
from preau.users.models import User

PER_PAGE = 50


def _declare(form: AccountForm, user: User) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        services.account_declare(
            page=given["page"], network=given["network"], address=given["address"], label=given["label"], actor=user
        )
    except (Invalid, Conflict) as error:
        form.add_error("address", str(error))
        return False
    return True


@needs(Capability.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    pages = pages_where(user, Capability.PUBLISH)
    form = AccountForm(request.POST or None, pages=pages)
    if request.method == "POST" and _declare(form, user):
        messages.success(request, _("C’est noté. Vérifiez le compte pour qu’il entre au registre public."))
        return redirect("channels:accounts")
    context = {
        "section": "accounts",
        "form": form,
        "page_obj": Paginator(declared(user), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "channels/accounts.html", context, status=422 if form.errors else 200)


@needs(Capability.PUBLISH)
@require_POST
def account_change(request: HttpRequest, account_id: int) -> HttpResponse:
    """POST `action`: verify | list | hide | end."""
    user = cast(User, request.user)
    account = get_object_or_404(declared(user), pk=account_id, ended_at__isnull=True)
    match request.POST.get("action"):
        case "verify":
            services.account_verify(account=account, actor=user)
            messages.success(request, _("Vérifié par vous, aujourd’hui. Le compte est au registre public."))
        case "list" | "hide" as action:
            services.account_list(account=account, is_listed=action == "list", actor=user)
            messages.success(request, _("Le registre public est à jour."))
        case "end":
            services.account_end(account=account, actor=user)
            messages.success(request, _("Ce compte n’est plus officiel. Il a quitté le registre public."))
    return redirect("channels:accounts")
