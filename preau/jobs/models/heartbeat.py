from django.db import models


class Heartbeat(models.Model):
    """A worker that was alive at `seen_at`. Both engines write it, so that `preau doctor` can ask one place."""

    worker = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
