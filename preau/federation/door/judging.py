"""Whether an activity is from whom it says, in the order of what each look costs."""

from __future__ import annotations

import math
from concurrent.futures import Future
from dataclasses import replace

from preau.federation import throttle
from preau.federation.protocol.ids import BadId, host_of
from preau.federation.protocol.incoming import BadActivity, Incoming, read_activity
from preau.federation.protocol.signatures import BadSignature, Claim, Request, check, read, verify
from preau.federation.services.remote.errors import RemoteError, RemoteSilent
from preau.federation.services.remote.fetching import may_ask
from preau.federation.services.remote.known import RING, Owner, ask_owner, is_known, known_owner
from preau.institutions.models import Domain
from preau.kernel import clock
from preau.kernel.strict_json import StrictJSONError, loads

from . import facts
from .answers import Refused
from .keeping import Arrival
from .patience import Deadline, Patience

COME_BACK = 30  # seconds after which a key that is being fetched is surely here, or surely not


class Judge:
    def __init__(self, patience: Patience) -> None:
        self.patience = patience

    def hear(self, request: Request) -> Claim:
        """What the request says about who signed it, before its body is read. Raises Refused."""
        try:
            claim = read(request)
            host = host_of(claim.key_id)
        except BadSignature as error:
            raise Refused(401, str(error)) from error
        except BadId as error:
            raise Refused(401, f"the key's id: {error}") from error
        if not may_ask(claim.key_id):
            raise Refused(401, "the key must have an https address")
        if facts.is_blocked(host):
            raise Refused(403, "nothing is taken from that server")
        return claim

    def prove(
        self, claim: Claim, body: bytes, domain: Domain, page_id: int | None, deadline: Deadline
    ) -> Arrival | None:
        """The activity, proved to be its actor's; none where nothing has to be kept of it. Raises Refused."""
        claim = replace(claim, request=replace(claim.request, body=body))
        try:
            check(claim, now=clock.now())
            activity = read_activity(loads(body))
        except BadSignature as error:
            raise Refused(401, str(error)) from error
        except (StrictJSONError, BadActivity) as error:
            raise Refused(400, str(error)) from error
        host = host_of(activity.actor)
        if host_of(claim.key_id) != host:
            raise Refused(401, "the key is of another server than the actor")
        if page_id is not None and not facts.has_page(domain, page_id):
            raise Refused(404, "no page of this number lives here")
        owner = self._proved(claim, activity, deadline)
        if owner is None:
            return None
        # Only now: whoever can't prove who they are must not use up what another server may say.
        if wait := throttle.speaking().wait(host):
            raise Refused(429, "too much at once from your server: come back", retry_after=math.ceil(wait))
        return Arrival(activity.id, activity.kind, owner, claim.key_id, host, page_id, body.decode())

    def prove_reader(self, request: Request, deadline: Deadline) -> Owner:
        """Who asks to read something. Raises Refused."""
        claim = self.hear(request)
        try:
            check(claim, now=clock.now())
        except BadSignature as error:
            raise Refused(401, str(error)) from error
        return self._verified(claim, known_owner(claim.key_id) or self._fetched(claim.key_id, deadline), deadline)

    def _proved(self, claim: Claim, activity: Incoming, deadline: Deadline) -> Owner | None:
        owner = known_owner(claim.key_id)
        if owner is None:
            if activity.is_farewell and not is_known(activity.actor):
                return None  # somebody whom we never knew is gone, and their key with them
            owner = self._fetched(claim.key_id, deadline)
        if owner.uri != activity.actor:
            raise Refused(401, "the key is not the actor's")
        return self._verified(claim, owner, deadline)

    def _verified(self, claim: Claim, owner: Owner, deadline: Deadline) -> Owner:
        try:
            verify(claim, owner.key)
        except BadSignature as error:
            return self._changed(claim, owner, deadline, str(error))
        return owner

    def _changed(self, claim: Claim, owner: Owner, deadline: Deadline, reason: str) -> Owner:
        """The owner with another key than the one that did not fit: the database's, else their server's, once."""
        newer = known_owner(claim.key_id, fresh=True) or owner
        if newer.key == owner.key and owner.described is None and RING.may_refetch(claim.key_id):
            newer = self._fetched(claim.key_id, deadline)
        if newer.uri != owner.uri or newer.key == owner.key:
            raise Refused(401, reason)
        try:
            verify(claim, newer.key)
        except BadSignature as error:
            raise Refused(401, str(error)) from error
        return newer

    def _fetched(self, key_id: str, deadline: Deadline) -> Owner:
        """Who holds the key, by their server's own word."""
        try:
            errand: Future[Owner] = ask_owner(key_id)
            if not errand.done():
                with self.patience.place():
                    errand.exception(deadline.left())
            return errand.result(0)
        except TimeoutError as error:
            raise Refused(503, "your key is still being fetched: come back", retry_after=COME_BACK) from error
        except RemoteSilent as error:
            raise Refused(503, f"your key can't be fetched: {error}", retry_after=COME_BACK) from error
        except RemoteError as error:
            raise Refused(401, f"your key can't be fetched: {error}") from error
