"""No form takes more than it shows: each sent from outside with a value for every column."""

import re
from collections.abc import Collection
from typing import NamedTuple

import pytest
from django.apps import apps

from tests.run.browser import Forms
from tests.run.crawl import crawl, route_of
from tests.run.outside import LOGIN, PASSWORD, Site, Visitor, member

# These end an account, a membership or the walk, when they are sent as they are.
ENDS = re.compile(r"/(delete|remove|deactivate|leave|logout)/")
MARK, NUMBER = "zqx7mass", "765432109"
# Said for whatever a column may hold: a text, a number, a choice, a yes.
CHOICES = {
    "role": "admin", "status": "archived", "is_staff": "on", "is_superuser": "on",
    "is_active": "", "is_published": "on", "is_announced": "on", "announced_at": "2020-01-01",
    "verified": "on", "notified": "on", "created": "2020-01-01", "removed_at": "2020-01-01",
    "first_public": "{}", "called_off": "cancelled",
}  # fmt: skip
OF_NOBODY = {"role", "org", "created_by", "is_published", "is_announced", "verified", "notified"}


def columns() -> list[str]:
    """Return every name that a row of ours is kept under, and some that others keep theirs."""
    ours = [
        field
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "bands", "events", "outbox"}
        for field in model._meta.concrete_fields
    ]
    return sorted({name for field in ours for name in (field.name, field.attname)} | OF_NOBODY)


def planted(fields: Collection[str]) -> dict[str, str]:
    """Return a value for each column that the form does not have."""
    extra = {}
    for name in columns():
        is_key = name in ("id", "pk") or name.endswith(("_id", "organization", "user", "event"))
        extra[name] = CHOICES.get(name, NUMBER if is_key else MARK)
    return {name: value for name, value in extra.items() if name not in fields}


class Found(NamedTuple):
    address: str
    fields: dict[str, str]
    asked: set[str]


def forms_of(visitor: Visitor) -> list[Found]:
    """Return the forms that links lead to and that ask for something, one of each kind."""
    found: dict[tuple[str, frozenset[str]], Found] = {}
    for page, answer in crawl(visitor).items():
        forms = Forms(answer.text, pressing=False)
        for action, fields in forms.found:
            asked = {name for whose, name in forms.asking if whose is fields}
            address = action if action.startswith("/") else page
            if asked and not ENDS.search(address):
                key = route_of(address.split("?")[0]), frozenset(fields)
                found.setdefault(key, Found(address, fields, asked))
    return list(found.values())


@pytest.mark.parametrize("role", ["admin", "staff"])
def test_no_form_takes_more_than_it_shows(site: Site, role: str) -> None:
    """Every form sent as it is shown, with a value for every column that it does not have."""
    visitor = member(site, role, 43)
    rights = site.rights()

    answers = {}
    for form in forms_of(visitor):
        extra = planted(form.asked | set(form.fields))
        answers[form.address] = visitor.post(form.address, extra | form.fields).status

    assert {form: status for form, status in answers.items() if status >= 500} == {}
    assert min(answers.values()) >= 200
    assert site.rights() == rights
    assert site.cells_with(MARK, NUMBER) == []
    assert visitor.is_in()


def test_a_planted_value_would_be_found(site: Site) -> None:
    admin = member(site, "admin", 44)
    before = admin.form("/manage/settings/", "sender_name")[1]["sender_name"]

    assert admin.send("/manage/settings/", "sender_name", sender_name=MARK).status == 302
    found = site.cells_with(MARK, NUMBER)
    assert admin.send("/manage/settings/", "sender_name", sender_name=before).status == 302

    assert found == ["accounts_organization"]


def test_the_sign_in_gives_no_rights(site: Site) -> None:
    visitor, rights = Visitor(site, 45), site.rights()
    path, fields = visitor.form(LOGIN, "password")
    fields.pop("remember", None)
    fields |= {"email": site.people["viewer"], "password": PASSWORD}

    assert visitor.post(path, planted(fields) | fields).status == 302
    assert site.rights() == rights
    assert visitor.get("/manage/settings/").status == 403
