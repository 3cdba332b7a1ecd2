"""Static files as they are in production: compressed ahead, with names that never change."""

import re
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import make_event, make_performance

A_FILE = re.compile(r'(?:href|src)="(/static/[^"#]+)')
FOREVER = "max-age=315360000, public, immutable"


@pytest.fixture
def collected(settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_what_a_page_loads_is_compressed_and_kept_for_good(crew, collected: Path) -> None:
    make_performance(make_event(status="published"))
    client = Client(headers={"Accept-Encoding": "br"})
    page = brotli.decompress(client.get("/events/vol-7/").content).decode()

    loaded = sorted(set(A_FILE.findall(page)))
    answers = {path: client.get(path) for path in loaded}

    assert len(loaded) >= 5
    assert {answer["Cache-Control"] for answer in answers.values()} == {FOREVER}
    assert {answer.get("Content-Encoding") for answer in answers.values()} == {"br"}
    for path, answer in answers.items():
        file = collected / path.removeprefix("/static/")
        assert brotli.decompress(answer.getvalue()) == file.read_bytes()
        answer.close()
