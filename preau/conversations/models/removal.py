from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reasons import HideReason


class Told(models.TextChoices):
    """How whoever wrote something was told what became of it."""

    MAIL = "mail", _("Avis envoyé par courriel")
    PRIVATE = "private", _("Avis envoyé en privé")
    STRANGER = "stranger", _("Pas d’avis : pourriel d’une personne inconnue")
    UNREACHED = "unreached", _("Pas d’avis : rien ne permet de joindre cette personne d’ici")


TOLD = (Told.MAIL, Told.PRIVATE)


class Removal(models.Model):
    """One time that something was taken out of the public's sight. It holds nothing of what was said, nor of who said
    it: the public counts of a page are made of these rows, and outlive the messages.

    `is_partial`: personal information was masked in the message, the rest of which stayed.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="removals")
    message = models.ForeignKey(
        "conversations.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="removals"
    )
    reason = models.CharField(max_length=10, choices=HideReason.choices)
    is_partial = models.BooleanField(default=False)
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    notice = models.ForeignKey(
        "channels.Answer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # where they were told by a private answer

    class Meta:
        indexes = [models.Index(fields=["page", "removed_at"], name="removals_of_page")]

    def __str__(self) -> str:
        return f"removal {self.pk}"

    @property
    def was_told(self) -> bool:
        return self.told in TOLD
