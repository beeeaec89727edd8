from __future__ import annotations

import logging
import re

HIDDEN = "…"
_MAIL = re.compile(r"[\w.!#$%&'*+/?^`{|}~-]{1,64}@(?=[\w-]{1,63}\.)[\w.-]{3,190}")
# What stands after these in an address opens something: a subscription, an exchange, an invitation, a new password.
_KEY = re.compile(
    r"(/(?:abonnements/(?:confirmer/|desabonner/)?|echange/(?:confirmer/)?|invitation/|courriel/confirmer/|mot-de-passe/nouveau/))"
    r"(?!(?:verifiez|termine|confirmer|desabonner|fait)(?![\w-]))[^\s/\"')]+"
)


class DiscreetFormatter(logging.Formatter):
    """Lines without e-mail addresses and without the keys of addresses, whoever wrote them: Django's own lines hold
    the path of a refused request, a mail server's or a database's error the address that it speaks of."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """`text` with what names or lets in a person put out of sight."""
    return _KEY.sub(rf"\1{HIDDEN}", _MAIL.sub(HIDDEN, text))
