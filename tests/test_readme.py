"""What the README sends people to is there, under the name it says."""

import re
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.urls import resolve

from events.models import ChangeSet, Event

README = (Path(__file__).parent.parent / "README.md").read_text()
ADDRESSES = sorted(set(re.findall(r"`(/[\w/<>.-]*)`", README)) - {"/usr/bin/chromium"})


def test_the_readme_names_addresses() -> None:
    assert {"/", "/manage/events/<slug>/lineup/", "/manage/events/<slug>/history/"} <= set(
        ADDRESSES
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_the_readme_names_has_a_page(address: str) -> None:
    assert callable(resolve(address.replace("<slug>", "vol-7")).func)


@pytest.mark.parametrize(("model", "words"), [(ChangeSet, "under *History*"), (Event, "*Events →")])
def test_the_admin_calls_a_list_what_the_readme_calls_it(model, words: str) -> None:
    assert site.is_registered(model)
    assert words in README
    assert str(model._meta.verbose_name_plural) in words.lower()
