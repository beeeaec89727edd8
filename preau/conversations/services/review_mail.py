"""Who is told of an answer that another person reads first: those who decide, then whoever wrote it. The words to be
decided on stay on the desk: mailboxes are forwarded, and they may speak of a child."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.models import AnswerDraft
from preau.institutions.models import Page
from preau.mail.services import mail_send
from preau.users.models import User


def tell_approvers(draft: AnswerDraft, page: Page, people: Iterable[User]) -> None:
    """Ask those who may approve it to read this edition of an answer."""
    for user in people:
        with override(user.language):
            where = settings.ORIGIN + reverse("conversations:review", args=[draft.pk])
            told = {"name": draft.author, "page": page.name, "where": where}
            text = _(
                "%(name)s propose une réponse au nom de « %(page)s ». Elle ne part pas avant qu’une autre personne "
                "l’approuve, ou dise ce qui est à changer.\n\nLire la conversation et la réponse :\n%(where)s\n\n"
                "Vous recevez ce courriel parce que vous approuvez ce qui se dit au nom de cette page. Si quelqu’un "
                "d’autre a déjà décidé, vous n’avez rien à faire.\n"
            )
            subject = _("Réponse à relire : %(page)s") % told
        key = f"answer-review:{draft.pk}:{draft.edition}:{user.pk}"
        mail_send(key=key, to=user.email, subject=subject, text=text % told, language=user.language)


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
