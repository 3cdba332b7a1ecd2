"""The demo is loaded where nothing is yet, and what stands in its way is a sentence."""

from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Organization, User
from events.models import Event
from settimes.run.prepare import load_demo
from tests.cast import make_venue

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def data_dir(crew: Organization, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_demo_is_loaded_once(capsys: Printed) -> None:
    load_demo()
    load_demo()

    assert capsys.readouterr().out == "Loading the demo.\n"
    assert [user.email for user in User.objects.all()] == ["organizer@example.org"]


def test_demo_is_not_loaded_where_it_is_not_wanted(capsys: Printed, settings: Settings) -> None:
    settings.DEMO = False
    load_demo()
    assert (capsys.readouterr().out, User.objects.count()) == ("", 0)

    settings.DEMO = True
    load_demo()
    assert User.objects.count() == 1


def test_demo_that_is_refused_is_a_sentence(capsys: Printed) -> None:
    make_venue()

    load_demo()

    assert capsys.readouterr().out == (
        "Loading the demo.\nThere are events, venues or bands here already. "
        "The demo goes only into an empty database.\n"
    )
    assert (Event.objects.count(), User.objects.count()) == (0, 0)
