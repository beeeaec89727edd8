"""What is said to whoever wrote something, of what became of it. Plain text, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from preau.conversations.models import Block, Contest, HideReason, Message, Outcome, Removal
from preau.guide.selectors import institution_of, reason_html
from preau.institutions.models import Page
from preau.institutions.selectors import page_address
from preau.kernel.excerpt import cut, read_words
from preau.ui.templatetags.ui import day

from .contest_tokens import contest_token

BEGINNING = 120  # characters of a message that are said again to its author


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter: its subject, its paragraphs."""

    subject: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        return "\n\n".join(paragraph for paragraph in self.paragraphs if paragraph)


def contest_link(page: Page, kind: str, pk: int) -> str:
    """Its absolute address, in the active language."""
    origin = page_address(page).rpartition("/@")[0]
    return origin + reverse("contests:contest", args=[contest_token(kind, pk)])


def rule_words(page: Page, reason: str) -> str:
    """What the board's guide says of a reason, plain."""
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    return read_words(reason_html(institution_of(page), reason, language))


def beginning(message: Message) -> str:
    words = cut(read_words(message.html), BEGINNING)
    return _("« %(words)s »") % {"words": words} if words else ""


def hidden(message: Message, page: Page, reason: str, link: str = "") -> Notice:
    """Without a `link`, as the desk shows it before anything is decided."""
    name, label = page.name, HideReason(reason).label if reason else "…"
    quoted = "" if reason == HideReason.PERSONAL else beginning(message)
    said = {"name": name, "day": day(message.said_at), "reason": label}
    return Notice(
        _("Votre message à %(name)s a été masqué") % said,
        [
            _("Une personne qui modère la page %(name)s a masqué le message que vous y avez écrit le %(day)s.") % said,
            quoted,
            _("Motif : %(reason)s.") % said,
            rule_words(page, reason) if reason else "",
            _("À sa place, le public lit qu’un message a été masqué, et ce motif. Une critique n’est jamais un motif."),
            _contest_words(link),
        ],
    )


def masked(message: Message, page: Page, link: str) -> Notice:
    said = {"name": page.name, "day": day(message.said_at)}
    return Notice(
        _("Un renseignement a été masqué dans votre message à %(name)s") % said,
        [
            _("Votre message du %(day)s, sur la page %(name)s, donnait un renseignement personnel.") % said,
            _("Nous l’avons masqué, avec les images jointes, pour protéger la personne. Le reste du message demeure."),
            _("Pensez à l’enlever aussi là où vous l’avez écrit."),
            _contest_words(link),
        ],
    )


def shown_again(removal: Removal, reply: str = "") -> Notice:
    said = {"name": removal.page.name}
    return Notice(
        _("Votre message à %(name)s paraît de nouveau") % said,
        [
            _("La page %(name)s avait masqué un message que vous y aviez écrit. Il paraît de nouveau.") % said,
            reply,
        ],
    )


def upheld(contest: Contest) -> Notice:
    said = {"name": contest.page.name}
    return Notice(
        _("Votre contestation auprès de %(name)s") % said,
        [
            _("Vous avez contesté une décision de la page %(name)s. On a relu votre message, et elle est maintenue.")
            % said,
            contest.reply,
        ],
    )


def blocked(block: Block, link: str) -> Notice:
    said = {"name": block.page.name, "day": day(block.until), "reason": block.get_reason_display()}
    where = (
        _("sur la page %(name)s et sur celles des établissements qui en relèvent") if block.institution_id else ""
    ) or _("sur la page %(name)s")
    return Notice(
        _("Vos messages à %(name)s sont retenus pour un temps") % said,
        [
            _("Jusqu’au %(day)s, ce que vous écrivez %(where)s est retenu : le public ne le voit pas.")
            % {**said, "where": where % said},
            _("Motif : %(reason)s.") % said,
            rule_words(block.page, block.reason),
            _("Ce que vous avez écrit avant demeure, et vous lisez la page comme tout le monde."),
            _contest_words(link),
        ],
    )


def unblocked(block: Block, reply: str = "") -> Notice:
    said = {"name": block.page.name}
    return Notice(
        _("Vos messages à %(name)s ne sont plus retenus") % said,
        [_("Ce que vous écrivez à la page %(name)s paraît de nouveau comme avant.") % said, reply],
    )


def _contest_words(link: str) -> str:
    words = _("Vous n’êtes pas d’accord ? Dites pourquoi, sans compte, à cette adresse. Une autre personne regardera :")
    return f"{words} {link or '…'}"


def outcome_words(contest: Contest) -> str:
    return str(Outcome(contest.outcome).label) if contest.outcome else ""
