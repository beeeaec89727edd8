from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.guide.models import Edition
from preau.guide.selectors.standing import missing_from
from preau.institutions.models import Capability
from preau.mail.models import OutgoingMail
from preau.mail.services import mail_send
from preau.records.services import record
from preau.users.models import User

from .rights import require


@transaction.atomic
def edition_remind(*, edition: Edition, actor: User) -> int:
    """Write to those who have yet to acknowledge `edition`, once a day at most. Returns how many mails leave.

    Raises NotAllowed.
    """
    require(actor, Capability.PUBLISH, edition.institution)
    today = timezone.localdate().isoformat()
    keys = {f"guide:{edition.pk}:{user.pk}:{today}": user for user in missing_from(edition)}
    sent = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
    for key, user in keys.items():
        if key not in sent:
            _write(key, user, edition)
    count = len(keys.keys() - sent)
    if count:
        snapshot = {"article": edition.article, "number": edition.number, "people": count}
        record(
            verb="edition.reminded",
            subject=edition,
            actor=actor,
            snapshot=snapshot,
            institution_id=edition.institution_id,
        )
    return count


def _write(key: str, user: User, edition: Edition) -> None:
    with override(user.language):
        name = edition.get_article_display()
        address = reverse("guide:edition", args=[edition.institution_id, edition.article, edition.number])
        words = {"name": name, "number": edition.number, "board": edition.institution.name}
        lines = [
            _("« %(name)s », version %(number)d, est en vigueur à : %(board)s.") % words,
            _("Lisez-la, puis dites-le d’un clic, ici :"),
            f"{settings.ORIGIN}{address}",
        ]
        mail_send(
            key=key,
            to=user.email,
            subject=_("À lire : %(name)s") % words,
            text="\n\n".join(lines),
            language=user.language,
            sender_name=edition.institution.name,
        )
