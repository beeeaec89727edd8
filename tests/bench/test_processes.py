"""The bench's real processes: started, asked, and ended with all that they started."""

from __future__ import annotations

import contextlib
import gzip
import importlib
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from bench import load, server
from bench.load import BadAnswer, Browser

BODY = gzip.compress(b"Bonjour")
NAPPING = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
time.sleep(60)
"""


class Hello(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200 if self.path != "/absent" else 404)
        self.send_header("Content-Length", str(len(BODY)))
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def lives(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.fixture
def hello() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def browser(hello: str) -> Iterator[Browser]:
    browser = Browser(hello)
    yield browser
    browser.close()


def test_an_answer_is_kept_as_it_was_transferred(browser: Browser) -> None:
    answer = browser.expect("/")
    assert answer.body == BODY
    assert answer.header("content-encoding") == "gzip"


def test_another_answer_than_200_is_not_measured(browser: Browser) -> None:
    with pytest.raises(BadAnswer, match="/absent answered 404"):
        load.latencies_ms(browser, ["/", "/absent"])


def test_each_request_has_its_latency(browser: Browser) -> None:
    assert len(load.latencies_ms(browser, ["/", "/", "/"])) == 3


def test_our_own_client_counts_what_it_is_answered(hello: str) -> None:
    assert load._client_rate(f"{hello}/", 0.2, 2).per_s > 0


def test_our_own_client_refuses_another_answer_than_200(hello: str) -> None:
    with pytest.raises(BadAnswer, match="404"):
        load._client_rate(f"{hello}/absent", 0.2, 1)


def test_the_rate_is_read_from_the_report_of_wrk() -> None:
    assert load.rate_in("  2 requests in 1.00s\nRequests/sec:  39367.42\nTransfer/sec: 1MB\n") == 39367.42


def test_a_report_of_wrk_with_errors_is_no_measure() -> None:
    with pytest.raises(BadAnswer, match="Non-2xx or 3xx responses: 12"):
        load.rate_in("Requests/sec: 10.0\n  Non-2xx or 3xx responses: 12\n")


def test_the_constant_repeats_an_answer_byte_for_byte(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = load.kept_answer(browser.expect("/"), tmp_path / "kept.json")
    monkeypatch.setenv("BENCH_CONSTANT", str(kept))
    begun: list[Any] = []
    constant = importlib.import_module("bench.constant")
    assert b"".join(constant.application({}, lambda *given: begun.extend(given))) == BODY
    assert begun[0] == "200 OK"
    assert dict(begun[1]) == {"Content-Length": str(len(BODY)), "Content-Encoding": "gzip"}


def test_a_taken_port_is_not_given_again() -> None:
    port = server.free_port()
    with socket.create_server(("127.0.0.1", port)):
        assert server.free_port() != port


def test_a_process_ends_with_the_block_and_takes_its_children_with_it(tmp_path: Path) -> None:
    with server.running([sys.executable, "-c", NAPPING], server.clean_env(), tmp_path / "log") as process:
        while len(family := server.tree(process.pid)) < 2:
            time.sleep(0.02)
    assert not any(lives(member) for member in family)


def test_a_server_that_ends_before_it_answers_is_told_with_its_last_words(tmp_path: Path) -> None:
    command, log = [sys.executable, "-c", "raise SystemExit('no such folder')"], tmp_path / "log"
    with (
        server.running(command, server.clean_env(), log) as process,
        pytest.raises(server.DidNotStart, match="no such folder"),
    ):
        server.wait_for(process, server.free_port(), log)


def test_a_command_that_fails_carries_its_last_words() -> None:
    with pytest.raises(RuntimeError, match="the file is absent"):
        server.run([sys.executable, "-c", "raise SystemExit('the file is absent')"], server.clean_env())


def test_a_measure_inherits_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREAU_DATABASE_URL", "sqlite:////elsewhere")
    assert not [name for name in server.clean_env() if name.startswith("PREAU_")]


def test_what_is_kept_of_an_answer_is_plain_json(browser: Browser, tmp_path: Path) -> None:
    kept = json.loads(load.kept_answer(browser.expect("/"), tmp_path / "kept.json").read_text())
    assert kept["body"].encode("latin-1") == BODY
