"""Dummy kinds: plain, about a fact that changes, and three that are broken in a way each."""

from typing import TYPE_CHECKING

from django.apps import apps

from settimes.outbox.kinds import Mail, register
from settimes.outbox.states import State

if TYPE_CHECKING:
    from settimes.outbox.models import Message

TEXT = "Saturday 21:00, Room 47: The Rills, and after them The Harpoonist.\n" * 40
HTML = f"<p>{TEXT}</p>"
TAKEN_BACK = {State.WAITING, State.FAILED, State.RESENT}


def owed(message: "Message") -> bool:
    return True


def plain(message: "Message") -> Mail:
    return Mail(
        subject=message.payload.get("subject", f"Dummy {message.key}"),
        text=message.payload.get("text", "Body."),
        html=message.payload.get("html", ""),
        headers=message.payload.get("headers", {}),
        sender_name=message.payload.get("sender_name", ""),
    )


def letter(message: "Message") -> Mail:
    """A mail of the usual size."""
    return Mail(subject="Tonight: The Rills", text=TEXT, html=HTML)


def record(message: "Message", state: State) -> None:
    told = apps.get_model("dummies", "Told").objects
    if state in TAKEN_BACK:
        told.filter(key=message.key).delete()
    else:
        told.update_or_create(key=message.key, defaults={"state": state})


def fact_of(message: "Message"):
    return apps.get_model("dummies", "Fact").objects.get(name=message.payload["fact"])


def fact_owed(message: "Message") -> bool | str:
    return fact_of(message).owed or "not true any more"


def fact_mail(message: "Message") -> Mail:
    return Mail(subject=fact_of(message).text, text="Body.")


def poison(message: "Message") -> Mail:
    raise ZeroDivisionError("poison")


def cannot_record(message: "Message", state: State) -> None:
    if state == message.payload["breaks_at"]:
        raise ZeroDivisionError("cannot record")


def register_all() -> None:
    register("dummy", still_owed=owed, compose=plain, moved=record)
    register("dummy.letter", still_owed=owed, compose=letter)
    register("dummy.unrecorded", still_owed=owed, compose=plain)
    register("dummy.fact", still_owed=fact_owed, compose=fact_mail, moved=record)
    register("dummy.poison", still_owed=owed, compose=poison)
    register("dummy.cannot_record", still_owed=owed, compose=plain, moved=cannot_record)
