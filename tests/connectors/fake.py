"""A network that does as it is told, for tests of deliveries."""

from __future__ import annotations

from typing import ClassVar

from preau.connectors.base import Outgoing, OutgoingAnswer, Receipt


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


class FakeTalkingNetwork(FakeNetwork):
    """One on which pages answer too: `answered` and `forgotten` are what reached it."""

    name = "talking"
    answered: ClassVar[list[OutgoingAnswer]] = []
    forgotten: ClassVar[list[int]] = []

    def reply(self, answer: OutgoingAnswer) -> Receipt:
        if self.does:
            raise self.does.pop(0)
        self.answered.append(answer)
        return Receipt(f"https://talking.test/{answer.answer_id}", f"https://talking.test/@p/{answer.answer_id}")

    def take_back(self, answer_id: int) -> None:
        if self.does:
            raise self.does.pop(0)
        self.forgotten.append(answer_id)

    @classmethod
    def forget(cls) -> None:
        super().forget()
        cls.answered.clear()
        cls.forgotten.clear()


class FakeCarefulNetwork(FakeTalkingNetwork):
    """One that knows by itself what it was given twice."""

    repeats_safely = True
