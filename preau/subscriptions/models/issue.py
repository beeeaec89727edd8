from django.db import models

from .subscription import Frequency


class DigestIssue(models.Model):
    """One daily or weekly digest for everybody: the posts published from `since` up to, not including, `until`.

    The next issue starts where this one ends, so that no post falls between two.
    """

    frequency = models.CharField(max_length=6, choices=Frequency.choices)
    period = models.CharField(max_length=10, unique=True)  # "2026-11-24" or "2026-W48", that of its letters
    since = models.DateTimeField()
    until = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)  # all its letters are there

    class Meta:
        indexes = [models.Index(fields=["frequency", "-until"], name="issue_newest")]

    def __str__(self) -> str:
        return self.period
