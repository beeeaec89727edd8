from __future__ import annotations

from django.db import models
from django.db.models import Q


class ResponseTime(models.Model):
    """How long a page, or all of a board, took to answer first, lately. Minutes of business hours."""

    page = models.OneToOneField(
        "institutions.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="response_time"
    )
    board = models.OneToOneField(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="response_time"
    )
    answers = models.PositiveIntegerField()  # first answers that it is made of
    median = models.PositiveIntegerField()
    slowest_tenth = models.PositiveIntegerField()  # nine in ten were answered within this
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True, board__isnull=False) | Q(page__isnull=False, board__isnull=True),
                name="times_of_a_page_or_a_board",
            )
        ]

    def __str__(self) -> str:
        return f"response time of {self.page_id or self.board_id}"
