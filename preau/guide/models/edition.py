from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.kernel.errors import Conflict


class ArticleSlug(models.TextChoices):
    NETIQUETTE = "netiquette", gettext_lazy("Nétiquette")
    REASONS = "reasons", gettext_lazy("Motifs de modération")
    PROMISE = "promise", gettext_lazy("Promesse de réponse")
    CHARTER = "charter", gettext_lazy("Charte des personnes qui publient")


class Edition(models.Model):
    """One article as a board adopted it, or as it is preparing it (no number, no date yet: one draft an article).

    Bodies are Markdown with their places; `values` fills them: {"board": name, "hours_fr": …}. Once adopted, nothing of
    it changes.
    """

    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="editions")
    article = models.CharField(max_length=12, choices=ArticleSlug.choices)
    number = models.PositiveIntegerField(null=True, blank=True)  # from 1, by board and article
    body_fr = models.TextField()
    body_en = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=300, blank=True)  # what changes, for everybody
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    saved_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)  # of the draft: two people who write at once are told

    class Meta:
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "article", "number"], name="edition_once"),
            models.UniqueConstraint(
                fields=["institution", "article"], condition=Q(number__isnull=True), name="one_draft_edition"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, adopted_on__isnull=True)
                | Q(number__isnull=False, adopted_on__isnull=False),
                name="adopted_edition_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.number or 'draft'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Conflict where it was adopted already: people have read and acknowledged these very words."""
        if self.pk and type(self).objects.filter(pk=self.pk, number__isnull=False).exists():
            raise Conflict(_("Cette version est adoptée : elle ne change plus. Préparez-en une nouvelle."))
        super().save(*args, **kwargs)
