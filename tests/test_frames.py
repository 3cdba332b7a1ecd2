"""What every page and every form is put together from."""

import json
import re

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

pytestmark = pytest.mark.once


@pytest.fixture
def request_with_messages(rf: RequestFactory, crew) -> HttpRequest:
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    messages.success(request, "Moved 2 sets.")
    messages.error(request, "<b>No.</b>")
    return request


def test_an_organizers_page_has_htmx_from_here_and_a_strict_configuration(
    request_with_messages,
) -> None:
    page = render_to_string("organizer.html", request=request_with_messages)
    (config,) = re.findall(r"name=\"htmx-config\" content='([^']*)'", page)
    scripts = re.findall(r"<script[^>]*src=\"([^\"]*)\"", page)

    assert json.loads(config)["allowEval"] is False
    assert [script.startswith("/static/") for script in scripts] == [True, True]
    assert [script.rpartition("/")[2] for script in scripts] == ["htmx-2.min.js", "countdown.js"]


def test_messages_stand_in_the_region_that_is_read_out(request_with_messages) -> None:
    page = render_to_string("organizer.html", request=request_with_messages)
    (region,) = re.findall(r"<div id=\"messages\" role=\"status\".*?</div>", page, re.DOTALL)

    assert "Moved 2 sets." in region
    assert 'is-trouble">&lt;b&gt;No.&lt;/b&gt;' in region


def test_a_fans_page_has_the_region_and_reads_no_messages(request_with_messages) -> None:
    page = render_to_string("base.html", request=request_with_messages)

    assert '<div id="messages" role="status" aria-live="polite"></div>' in page
    assert "<script" not in page
    assert not request_with_messages._messages.used


class Sample(forms.Form):
    start = forms.CharField(help_text="Like 20:15.")
    note = forms.CharField(required=False)


def test_a_field_names_its_hint_and_its_error() -> None:
    start = Sample({})["start"]
    field = render_to_string("_field.html", {"field": start})
    ids = set(re.findall(r" id=\"([^\"]*)\"", field))
    (described,) = re.findall(r"aria-describedby=\"([^\"]*)\"", field)

    assert set(described.split()) <= ids
    assert "id_start_error" in described
    assert 'aria-invalid="true"' in field
    assert '<label for="id_start">Start</label>' in field


def test_a_field_that_may_stay_empty_says_so() -> None:
    field = render_to_string("_field.html", {"field": Sample()["note"]})

    assert "(optional)" in field
    assert 'class="error"' not in field
