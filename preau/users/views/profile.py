from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.users.services import signed_in


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/desk.html", {"section": "profile"})
