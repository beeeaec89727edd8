from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LabelColor(models.TextChoices):
    """The colours of a label: those of the house (ui/css/tokens.css), so that it can be read in the dark too."""

    MINT = "mint", _("Sapin")
    SUN = "sun", _("Soleil")
    ROSE = "rose", _("Brique")
    CHALK = "chalk", _("Craie")


class Label(models.Model):
    """A word that a board puts on conversations. Retired, it stays on those that bear it and is given no more."""

    board = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("nom"), max_length=40)
    color = models.CharField(_("couleur"), max_length=6, choices=LabelColor.choices, default=LabelColor.MINT)
    needs_review = models.BooleanField(_("une réponse demande un deuxième regard"), default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="label_once_a_board")]

    def __str__(self) -> str:
        return self.name
