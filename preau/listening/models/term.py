from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .watch import Watch


class TermKind(models.TextChoices):
    """The same values as `matching.Kind`, with their words."""

    WORD = "word", _("Mots")
    NAME = "name", _("Nom")
    HASHTAG = "hashtag", _("Mot-clic")
    EXCLUSION = "exclusion", _("Mots à écarter")
    CONTEXT = "context", _("Lieu ou contexte")


class Term(models.Model):
    """One thing that a watch looks for, or looks out for. What each kind finds is said in `matching`."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="terms")
    text = models.CharField(max_length=120)
    kind = models.CharField(max_length=9, choices=TermKind.choices, default=TermKind.NAME)
    is_near = models.BooleanField(default=False)  # found with a typing error too
    needs_context = models.BooleanField(default=False)  # others bear the name too: a context must be near by

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["watch", "kind", "text"], name="term_once_a_watch")]

    def __str__(self) -> str:
        return self.text


class MatcherVersion(models.Model):
    """One row, changed with every term: a process whose matcher is of another `token` builds it anew."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
