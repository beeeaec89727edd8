from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.users.services import public


@public
def on_invitation(request: HttpRequest) -> HttpResponse:
    """Where people who look for a way to sign up land: accounts are made by invitation."""
    return render(request, "account/signup_closed.html")
