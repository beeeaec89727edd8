from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from preau.listening.models import Alert
from preau.listening.selectors.people import moderators_of
from preau.mail.services import mail_send


def surge_tell(*, alert: Alert) -> None:
    """A mail to each person who moderates the institution, in their language."""
    for person in moderators_of(alert.institution):
        with override(person.language):
            subject, text = _words(alert)
            key = f"listening:alert:{alert.pk}:{person.pk}"
            mail_send(key=key, to=person.email, subject=subject, text=text, language=person.language)


def _words(alert: Alert) -> tuple[str, str]:
    name = alert.institution.name
    hours = round((alert.raised_at - alert.since).total_seconds() / 3600) or 1
    many = ngettext("%(number)s mention", "%(number)s mentions", alert.observed) % {"number": alert.observed}
    address = settings.ORIGIN + reverse("listening:alert", args=[alert.pk])
    subject = _("%(name)s : on en parle beaucoup") % {"name": name}
    text = _(
        "%(name)s : %(many)s en %(hours)s h. D’habitude, à ces heures : %(usual)s.\n\n"
        "Voir ce qui se dit, et la courbe :\n%(address)s\n\n"
        "Vous recevez ce mot parce que vous modérez la page de cet organisme. Il n’y en aura pas d’autre sur lui avant "
        "douze heures."
    ) % {"many": many, "name": name, "hours": hours, "usual": number_format(alert.expected, 1), "address": address}
    return subject, text
