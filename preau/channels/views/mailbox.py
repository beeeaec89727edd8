"""The demo's mails: what people would have received."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from preau.channels import mailbox
from preau.institutions.models import Capability
from preau.institutions.services import needs

PER_PAGE = 30
# A mail's HTML in a frame of its own: it can show styles and pictures of the site, run nothing and send nothing.
SANDBOX = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'self'"
)


def _mail_or_404(name: str) -> mailbox.KeptMail:
    mail = mailbox.read(name) if mailbox.is_shown() else None
    if mail is None:
        raise Http404
    return mail


@needs(Capability.READ)
@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    if not mailbox.is_shown():
        raise Http404
    page = Paginator(mailbox.names(), PER_PAGE).get_page(request.GET.get("page"))
    listed = [mail for name in page.object_list if (mail := mailbox.read(name))]
    return render(request, "channels/mails.html", {"section": "mails", "page_obj": page, "mails": listed})


@needs(Capability.READ)
@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "channels/mail.html", {"section": "mails", "mail": _mail_or_404(name)})


@needs(Capability.READ)
@never_cache
@xframe_options_sameorigin
@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    response = HttpResponse(_mail_or_404(name).html.replace("<head>", '<head><base target="_blank">', 1))
    response["Content-Security-Policy"] = SANDBOX
    return response
