"""What rooms above may listen for: what came in from a network. Each is sent inside the transaction of its reading."""

from django.dispatch import Signal

said = (
    Signal()
)  # heard: connectors.base.Heard, item: InboundItem — new, or said anew in other words (the same remote_id)
unsaid = (
    Signal()
)  # network: str, remote_id: str, sender: str — its author took it back; `remote_id` equal to `sender`: that person is
# no more, and all that is kept of them is to be erased
reported = Signal()  # page: Page, sender: str, about: list[str] (network ids), reason: str, item: InboundItem

answer_settled = Signal()  # answer: Answer, in a new state, inside the transaction of its change

# What stands in public under a post has changed. Sent by whoever holds the threads.
replies_changed = Signal()  # post_id: int
page_talk_changed = Signal()  # page_id: int — the same, of what is asked of a page itself

# Asked for the `replies` of a post: each receiver returns network ids (list[str]) of public replies of others, oldest
# first, at most `limit` (channels.selectors.public_replies).
replies_asked = Signal()  # post: Post, network: str, limit: int
