"""The guarded client, against real servers on loopback and a table of addresses that it must refuse."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from preau.kernel import addresses, http

BIG = 300_000


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        getattr(self, "answer_" + self.path.strip("/").split("/")[0].replace("-", "_"))()

    def send(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_hello(self) -> None:
        self.send(b"bonjour", X_Test="oui")

    def answer_absent(self) -> None:
        self.send(b"rien", status=404)

    def answer_big(self) -> None:
        self.send(b"x" * BIG)

    def answer_zipped(self) -> None:
        self.send(gzip.compress(b"bonjour " * 100), Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.send(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def answer_not_gzip(self) -> None:
        self.send(b"pas du tout", Content_Encoding="gzip")

    def answer_cut_gzip(self) -> None:
        self.send(gzip.compress(b"bonjour " * 100)[:-9], Content_Encoding="gzip")

    def answer_brotli(self) -> None:
        self.send(b"...", Content_Encoding="br")

    def answer_moved(self) -> None:
        self.send(status=302, Location="/hello")

    def answer_loop(self) -> None:
        self.send(status=302, Location="/loop")

    def answer_inside(self) -> None:
        self.send(status=302, Location="http://10.0.0.1/secret")

    def answer_file(self) -> None:
        self.send(status=302, Location="file:///etc/hostname")

    def answer_slow(self) -> None:
        time.sleep(3)
        self.send(b"trop tard")

    def answer_garbage(self) -> None:
        self.wfile.write(b"\x00\x01\x02 nothing like HTTP\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def fetch(url: str, **changes: object) -> http.Fetched:
    return http.fetch_now(url, **{"max_bytes": 100_000, "timeout": 5, "allow_loopback": True, **changes})


def test_an_answer_has_its_status_headers_and_body(server: str) -> None:
    answer = fetch(f"{server}/hello")
    assert (answer.status, answer.headers["x-test"], answer.body) == (200, "oui", b"bonjour")


def test_an_error_of_the_other_side_is_an_answer_too(server: str) -> None:
    assert fetch(f"{server}/absent").status == 404


def test_a_compressed_answer_is_unpacked(server: str) -> None:
    assert fetch(f"{server}/zipped").body == b"bonjour " * 100


def test_a_redirect_is_followed_and_the_last_address_told(server: str) -> None:
    answer = fetch(f"{server}/moved")
    assert (answer.url, answer.body) == (f"{server}/hello", b"bonjour")


@pytest.mark.parametrize("path", ["big", "bomb"])
def test_more_than_was_asked_for_is_refused(server: str, path: str) -> None:
    with pytest.raises(http.TooLarge):
        fetch(f"{server}/{path}")


@pytest.mark.parametrize("path", ["loop", "garbage", "not-gzip", "cut-gzip", "brotli"])
def test_what_is_no_sound_answer_is_unreachable(server: str, path: str) -> None:
    with pytest.raises(http.Unreachable):
        fetch(f"{server}/{path}")


def test_a_slow_server_is_not_waited_for(server: str) -> None:
    with pytest.raises(http.Unreachable):
        fetch(f"{server}/slow", timeout=0.3)


def test_a_closed_port_is_unreachable() -> None:
    with pytest.raises(http.Unreachable):
        fetch("http://127.0.0.1:9")


def test_this_machine_is_refused_unless_allowed(server: str) -> None:
    with pytest.raises(http.AddressRefused):
        fetch(f"{server}/hello", allow_loopback=False)


@pytest.mark.parametrize("path", ["inside", "file"])
def test_a_redirect_to_a_forbidden_place_is_refused(server: str, path: str) -> None:
    with pytest.raises(http.AddressRefused):
        fetch(f"{server}/{path}")


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0x7f.1/"),
        *("http://[::ffff:127.0.0.1]/", "http://[::]/"),
        *("http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data"),
        *("http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"),
        *("ftp://example.com/", "file:///etc/passwd", "http://user:pw@127.0.0.1/", "http:///", "gopher://a/"),
        *("http://8.8.8.8:22/", "http://8.8.8.8:6379/"),
    ],
)
def test_an_address_inside_is_refused_however_it_is_written(url: str) -> None:
    with pytest.raises(http.AddressRefused):
        fetch(url, allow_loopback=False)


@pytest.mark.parametrize(
    "url",
    [
        *("", "bonjour", "http://[::1", "http://a b/", "http://exa\nmple/"),
        *("http://2130706433/", "http://0177.0.0.1/", "http://127.1/", "http://0/"),
    ],
)
def test_what_is_no_address_is_an_error_of_the_same_kind(url: str) -> None:
    with pytest.raises(http.FetchError):
        fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.1", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.255", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1"),
        *("::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
        *("2002:808:808::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "nothing", ""),
    ],
)
def test_a_special_address_is_not_public(address: str) -> None:
    assert not addresses.may_call(address, 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
def test_a_public_address_may_be_called(address: str) -> None:
    assert addresses.may_call(address, 443)
    assert addresses.may_call(address, 80)


@pytest.mark.parametrize("port", [0, 22, 25, 8080, 6379, 65535])
def test_an_unusual_port_may_not_be_called(port: int) -> None:
    assert not addresses.may_call("8.8.8.8", port)


def test_allowing_this_machine_allows_no_other_private_address() -> None:
    assert addresses.may_call("127.0.0.1", 9300, allow_loopback=True)
    assert not addresses.may_call("10.0.0.1", 80, allow_loopback=True)
    assert not addresses.may_call("nothing", 80, allow_loopback=True)
