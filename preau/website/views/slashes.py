from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.common import no_append_slash

from preau.users.services import public

from .finding import moved


@public
@no_append_slash  # else Django would lead whatever does not exist to here, and here leads back
def without_slash(request: HttpRequest) -> HttpResponse:
    """ "/@handle/" → "/@handle": one slash at the beginning, so that no path can lead to another host."""
    return moved("/" + request.path.strip("/"))
