from django.db import models

from .delivery import DeliveryState


class Answer(models.Model):
    """What a page answers somebody on a network, on its way there.

    `reply_to` and `to` are the network's ids of the message and of its author. Its states are those of a delivery.
    """

    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="answers")
    post = models.ForeignKey("posts.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="answers")
    reply_to = models.CharField(max_length=500)
    to = models.CharField(max_length=500)
    to_handle = models.CharField(max_length=300, blank=True)
    text = models.TextField()  # plain text, as typed
    html = models.TextField(editable=False)
    language = models.CharField(max_length=2, default="fr")
    is_private = models.BooleanField(default=False)
    author = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    remote_id = models.CharField(max_length=300, blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "created_at"], name="answers_of_post"),
            models.Index(fields=["reply_to"], name="answers_to"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}: {self.state}"
