"""From nothing to a public schedule: sign in, make an event, import its lineup, publish it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.events.imports import FIXTURES
from tests.run.browser import Browser
from tests.run.conftest import Launch
from tests.run.launched import PATIENCE, clean_environment

pytestmark = pytest.mark.once

ADD = "/admin/events/event/add/"
PAGE = "/events/lamplight-3/"
NAMES = re.compile(r'<h3 class="name"><a [^>]*><bdi>(.*?)</bdi></a></h3>')
VENUES = re.compile(r"<li>\s*<h3><a [^>]*><bdi>(.*?)</bdi></a></h3>")


def import_lineup(checkout: Path, data_dir: Path, file: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "manage.py", "import_lineup", "lamplight-3", str(file)],
        cwd=checkout,
        env=clean_environment(DATA_DIR=str(data_dir)),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout.splitlines()


def test_a_lineup_goes_from_a_file_to_the_public(
    checkout: Path, launch: Launch, tmp_path: Path
) -> None:
    run = launch().until_ready()
    organizer, visitor = (Browser(f"http://localhost:{run.port}") for _ in range(2))
    poster = tmp_path / "poster.csv"
    poster.write_text((FIXTURES / "poster.csv").read_text().replace("2026-10-10", "2025-10-12"))

    email, password = (run.data_dir / "demo-password").read_text().splitlines()
    where, _ = organizer.send("/accounts/login/", "email", email=email, password=password)
    assert where == "/manage/"

    typed = {"name": "Lamplight Crawl Vol. 3", "slug": "lamplight-3", "first_day": "2025-10-12"}
    where, page = organizer.send(ADD, "first_day", _continue="1", **typed)
    assert re.fullmatch(r"/admin/events/event/\d+/change/", where), page

    # One of the four rooms is the demo's already, under a name that is almost the same.
    assert import_lineup(checkout, run.data_dir, poster)[-2:] == [
        "13 new sets in 4 venues, 5 to look at.",
        "Imported 18 sets.",
    ]
    assert visitor.status(PAGE) == 404

    assert organizer.send(where, "on_page")[0] == where  # its one button: Publish
    schedule = visitor.get(PAGE)
    assert "18 sets · 4 venues" in schedule
    assert sorted(VENUES.findall(schedule)) == [
        *("Café Marquise", "Tannery Hall", "The Feline &amp; Fiddle", "The Kiln"),
    ]
    names = NAMES.findall(schedule)
    assert (len(names), len(set(names))) == (18, 18)
    # 23:10, 23:40, then past midnight 00:10 and 01:00: still the same night, and its end.
    assert names[-4:] == ["Twohander", "Brownout!", "Gravel Choir", "Afterparty with DJ Tarragon"]

    assert import_lineup(checkout, run.data_dir, poster)[-2:] == [
        "18 the same.",
        "Nothing to do: Lamplight Crawl Vol. 3 is as the file says.",
    ]
