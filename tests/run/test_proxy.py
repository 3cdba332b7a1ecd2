"""The proxy that comes along as a file, in a real nginx: slow visitors and forged requests."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.run.conftest import Launch
from tests.run.launched import CHECKOUT, Launched, free_port, patiently
from tests.run.outside import HOST, PRODUCTION
from tests.run.test_outside_raw import BAD_CHUNKS, REFUSED, answers_at

pytestmark = pytest.mark.once

AROUND = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  {paths}
  include {folder}/site.conf;
}}
"""
PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture(scope="module")
def run(launch: Launch) -> Launched:
    return launch(**PRODUCTION).until_ready()


@pytest.fixture(scope="module")
def proxy(run: Launched, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start nginx with the file that comes along, without its certificate, on a port of its own."""
    # CI names one that it has unpacked; it must be there then.
    nginx = os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not nginx:
        pytest.skip("There is no nginx: apt-get install nginx-light")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    shipped = (CHECKOUT / "deploy/nginx.conf").read_text()
    site = re.sub(r"\n    ssl_\w+ .*;", "", shipped).replace(
        "127.0.0.1:8000", f"127.0.0.1:{run.port}"
    )
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    site = site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    (folder / "site.conf").write_text(site)
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in PATHS)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, paths=paths))
    command = [nginx, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as running:
        try:
            until_it_listens(port, running)
            yield port
        finally:
            running.terminate()


def until_it_listens(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in patiently():
        assert running.poll() is None
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return


def asked(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": HOST, "Connection": "close"} | headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


SLOW = (
    b"GET /events/ HTTP/1.1\r\nHost: crawl.exa",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: crawl.example.org\r\nContent-Length: 100\r\n\r\nem",
)


def test_others_are_served_while_two_hundred_drip(proxy: int, run: Launched) -> None:
    """Eight of them would hold every thread that there is, were they let through."""
    with ExitStack() as stack:
        slow = []
        for number in range(200):
            slow.append(stack.enter_context(socket.create_connection(("127.0.0.1", proxy))))
            slow[-1].sendall(SLOW[number % 2])

        served = []
        for path in ("/", "/accounts/login/") * 10:
            for one in slow:
                one.sendall(b"x")
            served.append(asked(proxy, path).status)

    assert served == [200] * 20


@pytest.mark.parametrize("name", [*REFUSED, *BAD_CHUNKS])
def test_nothing_is_smuggled_through_it(proxy: int, name: str) -> None:
    sent = (REFUSED | BAD_CHUNKS)[name].replace(b"Host: localhost", b"Host: crawl.example.org")
    sent = re.sub(rb" HTTP/1\.1(\r?\n)", rb" HTTP/1.1\1Connection: close\1", sent, count=1)

    statuses, said = answers_at(proxy, sent)

    assert statuses in ([], [400], [403], [404], [414], [431], [501], [200])
    assert b"/accounts/login/?next=/manage/" not in said


def test_what_a_visitor_says_of_an_address_is_forgotten(proxy: int, run: Launched) -> None:
    forged = {
        "X-Forwarded-For": "198.51.100.1",
        "X-Forwarded-Proto": "http",
        "X-Real-IP": "1.2.3.4",
    }

    answer = asked(proxy, "/events/", **forged)

    assert answer.status == 200  # by https, whatever was said: else it would be sent there
    assert (answer.headers["Server"], "nginx/" in str(answer.headers)) == ("nginx", False)


def test_it_takes_what_the_site_takes_and_no_more(proxy: int) -> None:
    readme = (CHECKOUT / "README.md").read_text()
    most = re.search(r"`LARGEST_REQUEST_MB` \| `(\d+)`", readme)
    shipped = Path(CHECKOUT / "deploy/nginx.conf").read_text()

    assert most is not None
    assert f"client_max_body_size {most[1]}m;" in shipped
