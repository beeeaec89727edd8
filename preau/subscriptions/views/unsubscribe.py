from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from preau.subscriptions import services
from preau.subscriptions.models import Letter
from preau.subscriptions.tokens import read_letter_token
from preau.ui.visiting import private
from preau.users.services import public

from .frame import show


@csrf_exempt  # RFC 8058: the reader's mail program posts here, without cookie; the signed token is the authority
@public
@private
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One press, or one request of the mail program, ends what brought the letter. A GET alone ends nothing."""
    letter_id = read_letter_token(token)
    if letter_id is None:
        return show(request, "expired", {}, status=404)
    letter = Letter.objects.select_related("subscriber", "post").filter(pk=letter_id).first()
    if request.method != "POST":
        return show(request, "unsubscribe", {"token": token})
    names = services.letter_unsubscribe(letter=letter) if letter else []
    return show(request, "unsubscribed", {"names": names, "subscriber": letter.subscriber if letter else None})
