"""What a network's answer means for a row on its way: the same for a post's delivery and for an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from preau.channels import registry
from preau.channels.models import DeliveryState
from preau.connectors.base import NetworkError, OutcomeUnknown, Reconnect, TryLater
from preau.kernel import clock
from preau.kernel.backoff import backoff

# Kept as msgids, translated where they are shown.
CUT_SHORT = gettext_noop("L’envoi s’est interrompu : le réseau l’a peut-être reçu. Vérifiez avant de renvoyer.")
RESUMES = gettext_noop("L’envoi s’est interrompu. Il reprendra de lui-même.")
RECONNECT = gettext_noop("Le réseau n’accepte plus notre accès. Reconnectez le compte, puis réessayez.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row stands after an attempt. `words`: why, for a communications officer; `next_at`: of the next attempt."""

    state: DeliveryState
    words: str
    next_at: dt.datetime | None = None


def outcome_of(error: NetworkError, attempts: int) -> Outcome:
    """What `error` leads to after the `attempts`-th attempt (from 1)."""
    match error:
        case TryLater():
            wait = backoff(attempts)
            if wait is None:
                return Outcome(DeliveryState.FAILED, str(error))
            return Outcome(DeliveryState.RETRYING, str(error), error.at or clock.now() + wait)
        case OutcomeUnknown():
            return Outcome(DeliveryState.UNKNOWN, str(error))
        case Reconnect():
            return Outcome(DeliveryState.FAILED, f"{RECONNECT}\n{error}".strip())
        case _:  # Refused
            return Outcome(DeliveryState.FAILED, str(error))


def cut_short(network: str) -> NetworkError:
    """What an attempt that did not end is worth: continued where that does no harm, else a person decides."""
    return TryLater(RESUMES) if registry.repeats_safely(network) else OutcomeUnknown(CUT_SHORT)
