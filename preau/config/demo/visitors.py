"""What made-up people without any account write on the made-up pages: by the form, and by the link of their mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from preau.channels.models import InboundItem
from preau.conversations.models import Appears, Message, Visitor
from preau.conversations.selectors import policy_for
from preau.conversations.services import conversation_answer, policy_set
from preau.conversations.services.settings import RULES
from preau.conversations.services.visitors import sender_of, visitor_confirm, visitor_continue, visitor_say
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.models import Post
from preau.users.models import User

ASKER = "famille.saules@demo.example"  # whose private page the terminal shows
DAY = 24.0
# `by`: a name and a mailbox. Its lines: hours before now, and what is said; `ours`: what the page answers.
ASKED: list[dict[str, Any]] = [
    {
        "page": "900101",
        "by": ("Famille des Saules", ASKER),
        "lines": [
            (2 * DAY, "Le service de garde reste-t-il ouvert pendant la journée pédagogique de vendredi ?"),
            (
                1.8 * DAY,
                "ours",
                "Bonjour. Oui, de 7 h à 18 h. L’inscription se fait au secrétariat avant mercredi, 15 h.",
            ),
            (1.7 * DAY, "Merci, c’est clair ! Faut-il prévoir un repas froid ?"),
            (1.1 * DAY, "ours", "Oui, un repas froid : la cafétéria sera fermée ce jour-là."),
        ],
    },
    {
        "page": "900104",
        "under": "haie d’érables",
        "by": ("Mamie de deux élèves", "mamie@demo.example"),
        "lines": [(5, "Merci à toute l’équipe pour ce beau samedi. Les petits en parlent encore !")],
    },
    {
        "page": "900000",
        "under": "chemins sont impraticables",
        "by": ("Papa du rang 4", "rang4@demo.example"),
        "lines": [
            (
                0.3,
                "L’avis est arrivé à 6\u00a0h\u00a055, alors que l’autobus passe à 6\u00a0h\u00a040. Encore une fois, "
                "c’est trop tard. C’est décevant : la décision devrait se prendre la veille.",
            )
        ],
    },
    {
        "page": "900106",
        "by": ("Mère d’un élève de 2e secondaire", "mere.nordet@demo.example"),
        "is_private": True,
        "lines": [
            (
                20,
                "Depuis trois semaines, mon fils n’a plus l’aide de l’orthopédagogue qui est prévue à son plan "
                "d’intervention. J’ai laissé deux messages à l’école, sans réponse. Je veux porter plainte.",
            )
        ],
    },
    {
        "page": "900106",
        "under": "présidence du conseil des élèves",
        "by": ("Curieuse de 4e secondaire", "curieuse@demo.example"),
        "lines": [(3, "Est-ce que les parents peuvent assister au dépouillement, vendredi ?")],
    },
    {
        "page": "900104",
        "by": ("Voisin d’en face", "voisin@demo.example"),
        "lines": [(8 * DAY, "À quelle heure la barrière du stationnement est-elle fermée, le soir ?")],
    },
    {
        "page": "910000",
        "by": ("Estuary parent", "estuary.parent@demo.example"),
        "language": "en",
        "lines": [(4, "Is a hospital birth record enough, or do we need the certificate itself?")],
    },
    {
        "page": "900101",
        "by": ("Nouvelle au village", "nouvelle@demo.example"),
        "waits": True,  # its link was not opened yet: nobody sees it
        "lines": [(1, "Bonjour, nous arrivons en janvier. Comment inscrire notre fille en 3e année ?")],
    },
]


def seed_visitors(pages: dict[str, Page], admin: User, moderator: User) -> None:
    """A school where each message waits for a person; then what is asked, and what some of it is answered."""
    secondary = pages["900106"]
    rules = {name: getattr(policy_for(secondary), name) for name in RULES} | {"visitors": Appears.APPROVED}
    assert secondary.institution is not None  # noqa: S101
    policy_set(institution=secondary.institution, rules=rules, actor=admin)
    for number, words in enumerate(ASKED):
        _hold(number, words, pages[words["page"]], moderator)


def _hold(number: int, words: dict[str, Any], page: Page, moderator: User) -> None:
    said: Message | None = None
    for hours, *told in words["lines"]:
        with clock.ago(dt.timedelta(hours=hours)):
            if told[0] == "ours":
                assert said is not None  # noqa: S101 — the first line is never ours
                said = conversation_answer(message=said, text=told[1], version=_version(said), actor=moderator)
            elif said is not None:
                said = _go_on(said, told[0], f"demo:{number}:{hours}")
            else:
                said = _ask(words, page, told[0], f"demo:{number}")


def _version(said: Message) -> int:
    said.conversation.refresh_from_db()
    return said.conversation.version


def _ask(words: dict[str, Any], page: Page, text: str, number: str) -> Message | None:
    under = words.get("under")
    name, email = words["by"]
    visitor_say(
        page=page,
        post=Post.objects.filter(page=page, body_fr__contains=under).latest("pk") if under else None,
        name=name,
        email=email,
        text=text,
        is_private=words.get("is_private", False),
        language=words.get("language", "fr"),
        number=number,
        place="demo",
    )
    visitor = Visitor.objects.get(email=email)
    received = InboundItem.objects.filter(sender=sender_of(visitor))
    received.update(received_at=clock.now())
    if words.get("waits"):
        return None
    visitor_confirm(visitor=visitor, items=received.values_list("pk", flat=True))
    return Message.objects.filter(visitor=visitor).latest("pk")


def _go_on(answered: Message, text: str, number: str) -> Message:
    visitor = Visitor.objects.filter(messages__conversation=answered.conversation).distinct().get()
    visitor_continue(visitor=visitor, answered=answered, text=text, language="fr", number=number, place="demo")
    said = Message.objects.filter(visitor=visitor).latest("pk")
    Message.objects.filter(pk=said.pk).update(said_at=clock.now())
    return said


def private_page() -> str:
    """Where somebody who asked follows their question; "" once they have erased it."""
    key = Visitor.objects.filter(email=ASKER).values_list("key", flat=True).first()
    with translation.override("fr"):
        return settings.ORIGIN + reverse("visitors:exchange", args=[key]) if key else ""
