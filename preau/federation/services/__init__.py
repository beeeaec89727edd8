"""What the Fediverse may ask of this house, and what the house tells it: one verb a file."""

from .actors import actor_for, instance_actor, private_key_of

__all__ = ["actor_for", "instance_actor", "private_key_of"]
