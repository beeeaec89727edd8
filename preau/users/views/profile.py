from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.users.forms import ProfileForm
from preau.users.models import User
from preau.users.services import profile_change, signed_in


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """One's own account: name and language here, and the way to each of the other settings."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        changed = profile_change(user=user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        with override(changed.language):
            messages.success(request, _("Votre profil est enregistré."))
        return HttpResponseRedirect(translate_url(reverse("users:profile"), changed.language))
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "section": "profile",
        "form": form,
        "second_factors": types & {"totp", "webauthn"},
        "has_providers": bool(get_adapter().list_providers(request)),
    }
    return render(request, "users/profile.html", context)
