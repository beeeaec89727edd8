from django.db import models


class Trouble(models.Model):
    """Why a job of the distributed engine failed last: Procrastinate keeps no error with its jobs."""

    job = models.BigIntegerField(primary_key=True)  # procrastinate_jobs.id, which is no table of ours
    error = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"job {self.job}: {self.error}"
