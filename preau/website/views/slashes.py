from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from preau.users.services import public

from .finding import moved


@public
def without_slash(request: HttpRequest) -> HttpResponse:
    """"/@handle/" → "/@handle". `path_info` begins with one slash only, so that it can't lead to another host."""
    return moved("/" + request.path.strip("/"))
