from __future__ import annotations

from django.db import models
from django.db.models import Q


class PinnedStatement(models.Model):
    """An official explanation (a post of kind STATEMENT) on its way to the talk that it answers, and pinned there.

    Asked for from a conversation, it waits while it is written (`pinned_at` is null); pinned, the public reads it on
    top of all that is said under the post `under` or, where that is null, of what is asked of `page` itself. Taken off,
    it leaves its row.
    """

    statement = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="pinned_under")
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="pinned_statements")
    under = models.ForeignKey("posts.Post", on_delete=models.CASCADE, null=True, related_name="pinned_statements")
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.SET_NULL, null=True, related_name="pinned_statements"
    )  # the one from which it was asked for, or pinned
    asked_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    pinned_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    pinned_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "under"], condition=Q(removed_at__isnull=True), name="statement_once_under_a_post"
            ),
            models.UniqueConstraint(
                fields=["statement", "page"],
                condition=Q(removed_at__isnull=True, under__isnull=True),
                name="statement_once_on_a_page",
            ),
        ]
        indexes = [
            models.Index(fields=["under"], condition=Q(removed_at__isnull=True), name="statements_under"),
            models.Index(
                fields=["page"], condition=Q(removed_at__isnull=True, under__isnull=True), name="statements_on_page"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.statement_id} on {self.page_id}/{self.under_id or ''}"
