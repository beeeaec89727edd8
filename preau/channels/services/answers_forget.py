from __future__ import annotations

from preau.channels.models import Answer


def answers_forget(*, network: str, to: str) -> None:
    """Erase from the page's answers whom they were for: that person is no more on the network."""
    Answer.objects.filter(channel__network=network, to=to).update(to="", to_handle="", reply_to="")
