"""The independent server of tests/interop/fedify, as a process of its own on loopback."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.config.house import ROOT, free_port, until

HERE = Path(__file__).parent / "fedify"
INSTALLED = ROOT / "build" / "interop-peer"
NODE = INSTALLED / "node_modules" / ".bin" / "node"


def need_peer() -> None:
    if not NODE.exists():
        pytest.skip("needs the outside: an independent server that npm installs (make peer)")


class Peer:
    """Its actor is Camille, `uri`. `log()` is what it received; `do()` acts as Camille."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.uri = f"{self.base}/users/camille"
        self.file = folder / "peer.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # Beside its packages: node looks for them from where the file lies.
        script = INSTALLED / "peer.mjs"
        text = (HERE / "peer.mjs").read_text()
        if not script.exists() or script.read_text() != text:
            script.write_text(text)
        with self.file.open("ab") as log:
            self.process = subprocess.Popen(
                [str(NODE), str(script)], cwd=INSTALLED, env={"PORT": str(self.port)}, stdout=log, stderr=log
            )
        until(lambda: "ready" in self.file.read_text(), 60)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    def _ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data=data)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read())

    def log(self) -> list[dict[str, Any]]:
        return list(self._ask("/log"))

    def do(self, act: str, target: str, /, **more: str) -> dict[str, Any]:
        """One act of Camille's (see peer.mjs), on the actor or object of the address `target`."""
        done = self._ask("/do", {"act": act, "id": target, **more})
        assert "error" not in done, done
        return dict(done)

    def received(self, kind: str, **fields: str) -> dict[str, Any] | None:
        """The newest activity of that type that it received, where `fields` of it or of its object hold these texts."""
        for activity in reversed(self.log()):
            thing = activity.get("object")
            inner = thing if isinstance(thing, dict) else {"id": thing}
            if activity.get("type") == kind and all(
                text in str(inner.get(name, activity.get(name, ""))) for name, text in fields.items()
            ):
                return activity
        return None

    def wait_for(self, kind: str, **fields: str) -> dict[str, Any]:
        until(lambda: self.received(kind, **fields), 30)
        found = self.received(kind, **fields)
        assert found
        return found
