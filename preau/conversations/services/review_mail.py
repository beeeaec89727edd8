from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.models import AnswerDraft
from preau.institutions.models import Page
from preau.mail.services import mail_send


def tell_author(draft: AnswerDraft, page: Page) -> None:
    """Tell whoever wrote a refused answer why, in their language."""
    author = draft.author
    if author is None or not author.is_active or draft.decided_at is None:
        return
    with override(author.language):
        where = settings.ORIGIN + reverse("conversations:thread", args=[draft.conversation_id])
        told = {"name": draft.decided_by, "page": page.name, "reason": draft.reason, "where": where}
        text = _(
            "%(name)s a relu la réponse que vous proposez au nom de « %(page)s », et demande de la revoir :\n\n"
            "%(reason)s\n\nVos mots sont gardés. Changez-les et redemandez une relecture :\n%(where)s\n"
        )
        mail_send(
            key=f"answer-refused:{draft.pk}:{draft.decided_at.isoformat()}",
            to=author.email,
            subject=_("Votre réponse est à revoir"),
            text=text % told,
            language=author.language,
        )
