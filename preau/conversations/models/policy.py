from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Appears(models.TextChoices):
    """When the public sees what a visitor writes on a page."""

    AT_ONCE = "at_once", _("Tout de suite")
    CONFIRMED = "confirmed", _("Dès que l’adresse courriel est confirmée")
    APPROVED = "approved", _("Une fois approuvé par une personne de l’équipe")
    CLOSED = "closed", _("Les messages sont fermés")


class Policy(models.Model):
    """How an institution and all below it hold the conversation. The nearest one up the tree applies."""

    institution = models.OneToOneField("institutions.Institution", on_delete=models.CASCADE, related_name="talk_policy")
    visitors = models.CharField(
        _("messages des visiteurs"), max_length=10, choices=Appears.choices, default=Appears.CONFIRMED
    )
    goal_hours = models.PositiveSmallIntegerField(_("délai de réponse visé"), default=8)  # business hours
    keeps_public_holidays = models.BooleanField(_("fermé les jours fériés du Québec"), default=True)
    publishes_times = models.BooleanField(_("publier les délais de réponse"), default=False)
    sends_notice = models.BooleanField(_("avertir hors des heures ouvrables"), default=True)
    notice_fr = models.TextField(_("avis hors des heures"), max_length=600, blank=True)  # blank: the usual words
    notice_en = models.TextField(_("avis hors des heures, en anglais"), max_length=600, blank=True)
    reviewed_roles = models.JSONField(default=list, blank=True)  # RoleKind values whose answers need a second person
    reviewed_tones = models.JSONField(default=list, blank=True)  # Tone values
    reviewed_kinds = models.JSONField(default=list, blank=True)  # Kind values
    on_call = models.ManyToManyField("users.User", blank=True, related_name="+")  # told at once of a danger

    def __str__(self) -> str:
        return f"policy of {self.institution_id}"
