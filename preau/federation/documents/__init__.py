"""What is ours, as documents: rows in, ActivityStreams out. None has its context yet (`protocol.context.standing`)."""

from .actors import actor_document, domain_of_actor
from .answers import answer_create_document, answer_document, answer_tombstone
from .posts import create_document, post_document, tombstone_document

__all__ = [
    "actor_document",
    "answer_create_document",
    "answer_document",
    "answer_tombstone",
    "create_document",
    "domain_of_actor",
    "post_document",
    "tombstone_document",
]
