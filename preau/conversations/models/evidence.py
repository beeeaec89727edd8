from __future__ import annotations

import base64

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceFor(models.TextChoices):
    DANGER = "danger", _("Menace ou danger")
    HIDING = "hiding", _("Message masqué : renseignement personnel")
    MASKING = "masking", _("Renseignements masqués")


class Evidence(models.Model):
    """A message as it was at one moment, sealed (kernel.sealing): nobody reads it without a reason and an entry.

    `digest` is the SHA-256 of the sealed bytes as they are when opened, in the clear and in the journal: it proves what
    is handed over. What is sealed holds a random word, so that nothing can be guessed from the digest.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="evidence")
    message = models.ForeignKey(
        "conversations.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    escalation = models.ForeignKey(
        "conversations.Escalation", on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    what_for = models.CharField(max_length=8, choices=EvidenceFor.choices)
    sealed = models.TextField(blank=True)  # empty once erased
    digest = models.CharField(max_length=64)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["captured_at"], name="evidence_kept", condition=models.Q(erased_at=None))]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def digest_base64(self) -> str:
        return base64.b64encode(bytes.fromhex(self.digest)).decode()
