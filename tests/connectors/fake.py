"""A network that does as it is told, for tests of deliveries."""

from __future__ import annotations

from typing import ClassVar

from preau.connectors.base import Outgoing, Receipt


class FakeNetwork:
    """`does`: what the next publications raise, in turn; a publication with nothing left to raise is kept."""

    name = "fake"
    repeats_safely = False
    kept: ClassVar[list[Outgoing]] = []
    does: ClassVar[list[Exception]] = []

    def publish(self, outgoing: Outgoing) -> Receipt:
        if self.does:
            raise self.does.pop(0)
        self.kept.append(outgoing)
        return Receipt(remote_id=f"fake-{outgoing.delivery_id}", remote_url=f"https://fake.test/{outgoing.post_id}")

    @classmethod
    def forget(cls) -> None:
        cls.kept.clear()
        cls.does.clear()
