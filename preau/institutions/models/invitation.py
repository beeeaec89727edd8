from django.db import models
from django.utils.translation import gettext_lazy as _

from .role import RoleKind


class Invitation(models.Model):
    """An offer by mail to take a role on an institution, or to take charge of an official's page. It expires."""

    email = models.EmailField(_("courriel"))
    name = models.CharField(_("nom"), max_length=120, blank=True)
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    kind = models.CharField(_("rôle"), max_length=14, choices=RoleKind.choices, blank=True)
    official = models.ForeignKey(
        "institutions.Official", on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    token_digest = models.CharField(max_length=64, unique=True)  # SHA-256: the token itself is only in the mail
    invited_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
