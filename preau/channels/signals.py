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

# Asked: each receiver returns the network ids (list[str]) of what was answered in public to `post` and is shown here.
public_replies_asked = Signal()  # post: Post
