"""Requests that no browser writes, byte by byte, at the server without a proxy before it.

Whatever two servers could understand differently is refused, so nothing is smuggled through one.
"""

import re
import socket

import pytest

from tests.run.launched import PATIENCE
from tests.run.outside import Site

POST = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET /events/ HTTP/1.1\r\nHost: localhost\r\n"
INSIDE = b"0\r\n\r\nGET /manage/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKS = b"Transfer-Encoding: chunked\r\n"
CHUNKED = POST + CHUNKS
REFUSED = {
    "a length and chunks": POST + b"Content-Length: 4\r\n" + CHUNKS + b"\r\n" + INSIDE,
    "chunks and a length": CHUNKED + b"Content-Length: 4\r\n\r\n" + INSIDE,
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "a signed length": POST + b"Content-Length: +4\r\n\r\nabcd",
    "a negative length": POST + b"Content-Length: -4\r\n\r\nabcd",
    "a hexadecimal length": POST + b"Content-Length: 0x4\r\n\r\nabcd",
    "chunks that are almost so": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + INSIDE,
    "chunks with a space": POST + b"Transfer-Encoding : chunked\r\n\r\n" + INSIDE,
    "chunks twice": CHUNKED + b"Transfer-Encoding: identity\r\n\r\n" + INSIDE,
    "a folded line": POST + b"X: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    "bare line ends": b"GET /events/ HTTP/1.1\nHost: localhost\n\n",
    "two hosts": GET + b"Host: evil.example\r\n\r\n",
    "a host with a user": b"GET /events/ HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
    "another host": b"GET /events/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a header of 100 kB": GET + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    "500 headers": GET + b"".join(b"X%d: a\r\n" % n for n in range(500)) + b"\r\n",
    "an address of 10 kB": b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
}  # fmt: skip
# Answered once without the body's having been looked at, and then no more on this connection.
BAD_CHUNKS = {
    "no number": CHUNKED + b"\r\nzz\r\nabc\r\n" + INSIDE,
    "a negative number": CHUNKED + b"\r\n-1\r\nabc\r\n" + INSIDE,
    "longer than it says": CHUNKED + b"\r\n3\r\nabcd\r\n" + INSIDE,
}


def answers(site: Site, sent: bytes) -> tuple[list[int], bytes]:
    return answers_at(site.run.port, sent)


def answers_at(port: int, sent: bytes) -> tuple[list[int], bytes]:
    """Return the statuses that come back until the server hangs up, and all it said."""
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(sent)
            while more := connection.recv(65_536):
                said += more
        except (ConnectionResetError, BrokenPipeError):
            pass  # it has hung up without reading all
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", said)], said


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_be_read_in_two_ways_is_refused(site: Site, name: str) -> None:
    statuses, said = answers(site, REFUSED[name])

    assert len(statuses) <= 1
    assert set(statuses) <= {400, 414, 431, 501}
    assert b"evil" not in said


@pytest.mark.parametrize("name", BAD_CHUNKS)
def test_bad_chunks_are_followed_by_nothing(site: Site, name: str) -> None:
    assert answers(site, BAD_CHUNKS[name])[0] == [301 if site.https else 403, 400]


def test_good_ones_are_read(site: Site) -> None:
    once = b"Connection: close\r\n"
    chunks = CHUNKED + once + b"\r\n3\r\na=b\r\n0\r\n\r\n"

    assert answers(site, chunks)[0] == [301 if site.https else 403]
    assert answers(site, GET + once + b"\r\n")[0] == [301 if site.https else 200]


@pytest.mark.parametrize(
    "header",
    [b"X-Forwarded-Host: evil.example", b"X_Forwarded_For: 1.2.3.4", b"X-Host: evil.example"],
)
def test_no_header_names_another_host(site: Site, header: bytes) -> None:
    statuses, said = answers(site, GET + header + b"\r\nConnection: close\r\n\r\n")

    assert statuses == [301 if site.https else 200]
    assert b"evil" not in said
