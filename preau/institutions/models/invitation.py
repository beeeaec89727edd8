from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from .role import RoleKind


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> InvitationQuerySet:
        """Neither taken up nor called back; they may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """An offer by mail to take a role on an institution, or to take charge of an official's page. It expires.

    The token in the mail is derived from the installation's secret, the id and `nonce`; only its digest is kept.
    """

    email = models.EmailField(_("courriel"))
    name = models.CharField(_("nom"), max_length=120, blank=True)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    kind = models.CharField(_("rôle"), max_length=14, choices=RoleKind.choices, blank=True)
    official = models.ForeignKey(
        "institutions.Official", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    language = models.CharField(
        _("langue"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    nonce = models.CharField(max_length=32, default="", editable=False)  # a new one makes the old mail worthless
    token_digest = models.CharField(max_length=64, unique=True)  # SHA-256: the token itself is only in the mail
    invited_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name or self.email

    def has_expired(self, now: dt.datetime) -> bool:
        return self.expires_at <= now
