from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminée")
    FAILED = "failed", _("Échec")


class Job(models.Model):
    """One piece of background work, written in the transaction of its cause (embedded engine)."""

    task = models.CharField(max_length=120)  # "preau.posts.tasks.render"
    arguments = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)  # higher goes first
    run_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveIntegerField(default=0)  # counted when it starts: with `worker`, it fences what it ends
    max_attempts = models.PositiveIntegerField(default=8)
    unique_key = models.CharField(max_length=200, blank=True)  # a key waits at most once and runs at most once
    worker = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key", "state"],
                condition=~Q(unique_key="") & Q(state__in=["waiting", "running"]),
                name="job_once_a_key",
            )
        ]
        indexes = [
            models.Index(fields=["-priority", "run_at", "id"], condition=Q(state="waiting"), name="job_next"),
            models.Index(fields=["leased_until"], condition=Q(state="running"), name="job_leases"),
            models.Index(fields=["state", "-id"], name="job_listing"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} {self.task}"
