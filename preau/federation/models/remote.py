from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Policy(models.TextChoices):
    OPEN = "open", _("Ouvert")
    LIMITED = "limited", _("Limité")  # what comes from there is shown once a moderator has seen it
    BLOCKED = "blocked", _("Bloqué")  # nothing comes in, nothing goes out


class Host(models.Model):
    """Another server: how it likes to be spoken to, how it fares, and what we decided about it.

    `name` is in lower case, in ASCII, with its port where it is not the usual one: "exemple.test:8443".
    """

    name = models.CharField(max_length=260, unique=True)
    policy = models.CharField(max_length=8, choices=Policy.choices, default=Policy.OPEN)
    policy_reason = models.CharField(max_length=300, blank=True)
    signs = models.CharField(max_length=10, blank=True)  # the signature that it took last: "cavage" | "rfc9421"
    failures = models.PositiveIntegerField(default=0)  # in a row; 0 once anything arrives
    down_since = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)  # nothing is sent before; then one probe
    seen_at = models.DateTimeField(null=True, blank=True)  # when it last took something, or sent something sound

    def __str__(self) -> str:
        return self.name


class RemoteActor(models.Model):
    """Somebody on another server, as their server describes them. `uri` is their id; `handle` is safe to show."""

    uri = models.CharField(max_length=500, unique=True)
    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="actors")
    kind = models.CharField(max_length=20, default="Person")
    username = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=400, blank=True)  # "@camille@exemple.test"
    url = models.CharField(max_length=500, blank=True)
    picture = models.CharField(max_length=500, blank=True)  # on their host: visitors get our own copy
    inbox = models.CharField(max_length=500)
    shared_inbox = models.CharField(max_length=500, blank=True)
    followers = models.CharField(max_length=500, blank=True)
    key_id = models.CharField(max_length=500, db_index=True, blank=True)
    public_key = models.TextField(blank=True)  # PEM
    also_known_as = models.JSONField(default=list, blank=True)
    moved_to = models.CharField(max_length=500, blank=True)
    fetched_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)  # their server says that they are no more

    def __str__(self) -> str:
        return f"remote actor {self.pk}"

    @property
    def best_inbox(self) -> str:
        """Where one copy reaches all of their server."""
        return self.shared_inbox or self.inbox


class FollowState(models.TextChoices):
    PENDING = "pending", _("À approuver")
    ACCEPTED = "accepted", _("Abonnement accepté")
    REFUSED = "refused", _("Abonnement refusé")


class Follower(models.Model):
    """A remote actor that follows a page. `follow_uri` is the id of the Follow, which its Undo names."""

    actor = models.ForeignKey("federation.Actor", on_delete=models.CASCADE, related_name="followers")
    remote = models.ForeignKey(RemoteActor, on_delete=models.CASCADE, related_name="follows")
    state = models.CharField(max_length=8, choices=FollowState.choices, default=FollowState.ACCEPTED)
    follow_uri = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "remote"], name="remote_follows_once")]
        indexes = [models.Index(fields=["actor", "state", "id"], name="followers_of")]

    def __str__(self) -> str:
        return f"{self.remote_id} follows {self.actor_id}"


class ReactionKind(models.TextChoices):
    LIKE = "like", _("Mention J’aime")
    BOOST = "boost", _("Partage")
    QUOTE = "quote", _("Citation")


class Reaction(models.Model):
    """A like, a boost or a quote of one of our posts. `uri` is the id of the activity (of the note, for a quote)."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="reactions")
    remote = models.ForeignKey(RemoteActor, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=5, choices=ReactionKind.choices)
    uri = models.CharField(max_length=500, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["post", "kind"], name="reactions_of_post")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "remote", "kind"], condition=~models.Q(kind="quote"), name="reacts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.post_id}"
