"""Actions at the desk: on rows chosen in a list, or by a button on the page of one row.

The button posts to the list as if the row were chosen there, so there is one way to act.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from accounts.models import Role
from accounts.owned import Owned
from events.act import Refused
from events.models import ChangeSet
from events.verb_forms import Refusal, sentences

Row = TypeVar("Row", bound=Model)

# “id:mark” of the rows that a question was about, with blanks between: one field for any number.
CHOSEN = re.compile(r"(\d{1,18}):(\d{1,18})")


def attempt(request: HttpRequest, acts: Iterable[Callable[[], ChangeSet | None]]) -> Refusal | None:
    """Do all of these or none, and say what was done; return what stood in the way."""
    try:
        with transaction.atomic():
            done = [written for act in acts if (written := act())]
    except (Refused, ValidationError) as refusal:
        return refusal
    for written in done:
        where = f"{written.event}: " if written.event else ""
        messages.success(request, f"{where}{written.label}.")
    if not done:
        messages.info(request, "It was so already.")
    return None


def refuse(request: HttpRequest, refusal: Refusal) -> None:
    messages.error(request, sentences(refusal))


def back(request: HttpRequest, model_admin: Owned, rows: Sequence[Model]) -> HttpResponse | None:
    """Return to the page of the row, where the button was; None is the list."""
    if "on_page" not in request.POST or len(rows) != 1:
        return None
    return redirect(f"admin:{model_admin.opts.label_lower.replace('.', '_')}_change", rows[0].pk)


def ask(
    request: HttpRequest,
    model_admin: Owned,
    marks: dict[Model, int],
    *,
    question: str,
    consequence: str,
    button: str,
    with_reason: bool = False,
    problem: str = "",
) -> HttpResponse:
    """Ask before acting on these rows. The answer comes as the same action, `confirmed`."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": question,
        "rows": list(marks),
        "first": next(iter(marks)),
        "chosen": " ".join(f"{row.pk}:{mark}" for row, mark in marks.items()),
        "action": request.POST.get("action", ""),
        "on_page": "on_page" in request.POST,
        "consequence": consequence,
        "button": button,
        "with_reason": with_reason,
        "reason": request.POST.get("reason", ""),
        "problem": problem,
    }
    status = 422 if problem else 200
    return TemplateResponse(request, "admin/events/confirm.html", context, status=status)


def is_confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def asked_about(request: HttpRequest) -> dict[int, int]:
    """Return the mark by id of the rows that the question was about."""
    found = CHOSEN.findall(request.POST.get("chosen", ""))
    return {int(pk): int(mark) for pk, mark in found}


def chosen(request: HttpRequest, model_admin: Owned, queryset: QuerySet[Row]) -> list[Row]:
    """Return the rows to act on, in the order in which verbs lock them. Editors only."""
    rows = list(queryset.order_by("pk"))
    if is_confirmed(request):
        asked = asked_about(request)
        rows = [row for row in rows if row.pk in asked]
    model_admin.refuse_below(request, Role.EDITOR, rows)
    return rows
