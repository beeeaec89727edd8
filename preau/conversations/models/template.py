from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .conversation import KINDS


class AnswerTemplate(models.Model):
    """Words that a board, or a school, answers with, with fields in braces. Offered on all its pages once approved;
    a changed one must be approved again."""

    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, related_name="answer_templates"
    )
    title = models.CharField(_("titre"), max_length=120)
    text_fr = models.TextField(_("texte en français"), max_length=3_000, blank=True)
    text_en = models.TextField(_("texte en anglais"), max_length=3_000, blank=True)
    kind = models.CharField(_("convient à"), max_length=10, choices=KINDS, blank=True)  # offered first there
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=40, blank=True)  # of the suggestion that it was made from
    saved_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()
    approved_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    def text_in(self, language: str) -> str:
        """Its words in `language`, else in the other one."""
        return (self.text_en or self.text_fr) if language == "en" else (self.text_fr or self.text_en)

    @property
    def text(self) -> str:
        """Its words in the reader's language."""
        return self.text_in("en" if (get_language() or "fr").startswith("en") else "fr")
