from django.db import models


class Schedule(models.Model):
    """The last slot in which a periodic task was asked for. Who moves it to the next slot enqueues the job."""

    task = models.CharField(max_length=120, primary_key=True)
    slot = models.BigIntegerField()  # the number of whole periods since 1970

    def __str__(self) -> str:
        return f"{self.task} #{self.slot}"
