from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.institutions.models import Invitation, RoleKind
from preau.institutions.selectors import invitation_fault
from preau.institutions.services.people_tokens import token_of
from preau.jobs.services import task
from preau.users.models import User


@task()
def invitation_mail(*, invitation_id: int) -> None:
    """Write to whoever is invited, in their language. An invitation taken up or called back meanwhile gets no mail."""
    waiting = Invitation.objects.pending().select_related("institution", "official", "invited_by")
    invitation = waiting.filter(pk=invitation_id).first()
    if invitation is None or invitation_fault(invitation):
        return
    known = User.objects.filter(email=invitation.email).first()
    with override(known.language if known else invitation.language):
        subject = _("%(name)s vous invite dans Préau") % {"name": invitation.invited_by or "Préau"}
        body = render_to_string(
            "institutions/people/mail/invitation.txt",
            {
                "invitation": invitation,
                "promise": RoleKind(invitation.kind).promise if invitation.kind else "",
                "link": settings.ORIGIN + reverse("invitation", args=[token_of(invitation)]),
            },
        )
        EmailMessage(subject, body, to=[invitation.email]).send()
