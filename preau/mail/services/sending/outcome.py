"""What became of one letter, in words kept as msgids: French, translated where they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from preau.mail.models import MailState

CUT_SHORT = gettext_noop("La connexion s’est rompue après la remise du texte. Le courriel est peut-être parti.")
NO_SERVER = gettext_noop("Le serveur de courriel ne répond pas.")
BAD_LOGIN = gettext_noop("Le serveur de courriel refuse notre identification. Vérifiez PREAU_EMAIL_URL.")
BAD_SENDER = gettext_noop("Le serveur de courriel refuse notre adresse d’expédition. Vérifiez PREAU_MAIL_FROM.")
NOT_NOW = gettext_noop("Le serveur de courriel demande d’attendre.")
NO_SUCH_ADDRESS = gettext_noop("Cette adresse n’existe pas ou plus.")
REFUSED = gettext_noop("Le serveur de courriel refuse ce message.")
UNREADABLE = gettext_noop("Ce courriel n’a pas pu être composé.")

# RFC 3463: 5.1.x speaks of the address, 5.2.1 says that the mailbox is disabled. Without such a code, RFC 5321's
# 550, 551 and 553 after RCPT do.
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_DEAD_ENHANCED = re.compile(r"5\.1\.(1|2|3|6|10)$|5\.2\.1$")
_DEAD_PLAIN = (550, 551, 553)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_dead`: the address does not exist. `stops`: no other letter would fare better for now."""

    state: MailState
    words: str = ""
    is_dead: bool = False
    stops: bool = False


DELIVERED = Outcome(MailState.DELIVERED)
UNKNOWN = Outcome(MailState.UNKNOWN, CUT_SHORT)
UNWRITTEN = Outcome(MailState.FAILED, UNREADABLE)
UNREACHABLE = Outcome(MailState.RETRYING, NO_SERVER, stops=True)


def _with_code(words: str, code: int, reply: str) -> str:
    """The words and the server's figures, without its text: that often repeats the address."""
    found = _ENHANCED.search(reply)
    return f"{words}\n{code} {found.group(1) if found else ''}".strip()


def _is_dead(code: int, reply: str) -> bool:
    found = _ENHANCED.search(reply)
    return bool(_DEAD_ENHANCED.match(found.group(1))) if found else code in _DEAD_PLAIN


def of_sender(code: int, reply: str) -> Outcome:
    """An answer to MAIL FROM that is not 250: it would be the same for everybody."""
    words = NOT_NOW if code < 500 else BAD_SENDER
    return Outcome(MailState.RETRYING, _with_code(words, code, reply), stops=True)


def of_recipient(code: int, reply: str) -> Outcome:
    """An answer to RCPT TO that is neither 250 nor 251."""
    if code < 500:
        return Outcome(MailState.RETRYING, _with_code(NOT_NOW, code, reply))
    dead = _is_dead(code, reply)
    words = NO_SUCH_ADDRESS if dead else REFUSED
    return Outcome(MailState.FAILED, _with_code(words, code, reply), is_dead=dead)


def of_text(code: int, reply: str) -> Outcome:
    """An answer to DATA or to the text other than the one hoped for: a definite one, so nothing is unknown."""
    if code < 500:
        return Outcome(MailState.RETRYING, _with_code(NOT_NOW, code, reply))
    return Outcome(MailState.FAILED, _with_code(REFUSED, code, reply))
