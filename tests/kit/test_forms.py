"""What all forms do alike, and that there is no form that does not."""

import pytest
from django import forms
from django.contrib.admin import site
from django.core.exceptions import BadRequest
from django.http import QueryDict

import settimes.urls  # noqa: F401 - whatever answers for an address is there then
from settimes.forms import Checked, Form

pytestmark = pytest.mark.once
OURS = ("accounts", "bands", "events", "fans", "settimes")


class Guest(Form):
    name = forms.CharField()
    nights = forms.MultipleChoiceField(choices=[("1", "Friday"), ("2", "Saturday")])
    role = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)


def every_form(kind: type = forms.BaseForm) -> set[type]:
    below = {one for child in kind.__subclasses__() for one in every_form(child)}
    return below | set(kind.__subclasses__())


def test_every_form_of_ours_is_checked() -> None:
    ours = [form for form in every_form() if form.__module__.split(".")[0] in OURS]

    assert len(ours) > 40
    assert [form for form in ours if not issubclass(form, Checked)] == []


def test_every_form_of_the_desk_is_checked() -> None:
    """Lists that only show rows have Django's own, to which nothing is ever sent."""
    loose = []
    for model, desk in site._registry.items():
        forms_of = [desk.form, *(inline.form for inline in desk.inlines)]
        forms_of += [getattr(desk, name, Checked) for name in ("add_form", "change_password_form")]
        loose += [model._meta.label for form in forms_of if not issubclass(form, Checked)]

    assert sorted(loose) == [
        "accounts.AuthEvent",
        "accounts.Lockout",
        "events.ChangeSet",
        "outbox.Decision",
        "outbox.Message",
        "outbox.Suppression",
    ]


def test_what_is_sent_twice_is_refused_unless_many_are_asked_for() -> None:
    for twice in ("name=a&name=b", "name=a&name=a", "seen=1&seen=2", "role=a&role=b"):
        with pytest.raises(BadRequest):
            Guest(QueryDict(twice))

    guest = Guest(QueryDict("name=a&nights=1&nights=2&role=a&seen=1"))
    assert guest.is_valid()
    assert guest.cleaned_data["nights"] == ["1", "2"]


def test_one_error_has_the_focus_and_two_make_a_list() -> None:
    one = Guest(QueryDict("nights=1&role=a&seen=1"))
    three = Guest(QueryDict("seen=1"))

    assert (one.wrong, "autofocus" in str(one["name"])) == ([], True)
    assert [(wrong.at, wrong.label) for wrong in three.wrong] == [
        ("id_name", "Name"),
        ("id_nights", "Nights"),
        ("id_role_0", "Role"),
    ]
    assert "autofocus" not in f"{three['name']}{three['nights']}{three['role']}"
    assert 'id="id_role_0"' in str(three["role"])
