from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class HideReason(models.TextChoices):
    """Why a message may be taken out of the public's sight: a closed list. A critique, however harsh, is not in it."""

    ATTACK = "attack", _("Injure ou attaque contre une personne")
    HATE = "hate", _("Propos haineux ou discriminatoires")
    THREAT = "threat", _("Menace ou intimidation")
    PERSONAL = "personal", _("Renseignement personnel exposé")
    ILLEGAL = "illegal", _("Contenu illégal ou à caractère sexuel")
    SPAM = "spam", _("Publicité ou message répété")
