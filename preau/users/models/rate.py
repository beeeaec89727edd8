from django.db import models


class RateCount(models.Model):
    """How many times one place did one thing in one window of time. `key` tells neither the place nor the thing."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"
