from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.users.services import public


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/public.html")
