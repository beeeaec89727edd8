from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capability(models.TextChoices):
    """What a view or service may ask of a person, on an institution."""

    ADMINISTER = "administer", _("administrer")  # people, tree, opening and closing pages
    PUBLISH = "publish", _("publier")  # in the page's name; edit the page itself
    WRITE = "write", _("écrire")  # drafts, asking for review
    MODERATE = "moderate", _("modérer")
    READ = "read", _("consulter")


class RoleKind(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administration")
    COMMUNICATIONS = "communications", _("Communications")
    EDITOR = "editor", _("Rédaction")
    MODERATOR = "moderator", _("Modération")
    READER = "reader", _("Consultation")

    @property
    def capabilities(self) -> frozenset[Capability]:
        return GRANTS[self]

    @property
    def promise(self) -> str:
        """One sentence that says what the role may do."""
        return PROMISES[self]

    @property
    def opens_page(self) -> bool:
        """Whether somebody with this role is in charge of the institution's page, which opens with them."""
        return Capability.WRITE in self.capabilities


GRANTS: dict[RoleKind, frozenset[Capability]] = {
    RoleKind.ADMINISTRATOR: frozenset(Capability),
    RoleKind.COMMUNICATIONS: frozenset(Capability) - {Capability.ADMINISTER},
    RoleKind.EDITOR: frozenset({Capability.WRITE, Capability.READ}),
    RoleKind.MODERATOR: frozenset({Capability.MODERATE, Capability.READ}),
    RoleKind.READER: frozenset({Capability.READ}),
}

PROMISES: dict[RoleKind, Any] = {
    RoleKind.ADMINISTRATOR: _("Tout faire : inviter des personnes, ouvrir et fermer des pages, publier."),
    RoleKind.COMMUNICATIONS: _("Publier au nom de l’organisme, approuver ce que d’autres écrivent, modifier sa page."),
    RoleKind.EDITOR: _("Écrire des brouillons et demander leur révision, sans publier."),
    RoleKind.MODERATOR: _("Répondre aux gens et masquer ce qui enfreint la nétiquette."),
    RoleKind.READER: _("Tout lire, sans rien changer."),
}

# On their own page, and nowhere else.
OFFICIAL_CAPABILITIES = frozenset({Capability.PUBLISH, Capability.WRITE, Capability.MODERATE, Capability.READ})


class Role(models.Model):
    """What a person may do on an institution and all below it. One person may hold several."""

    user = models.ForeignKey("users.User", on_delete=models.CASCADE, related_name="roles")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("rôle"), max_length=14, choices=RoleKind.choices)
    granted_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "institution", "kind"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.institution}"  # the journal shows it, in both languages
