"""A tap on the page of a plan, and what it says of the lines."""

from collections.abc import Callable
from datetime import date

from django.http import Http404, QueryDict

from bands.names import normalise
from events.importing.decisions import Decide, Decisions
from events.importing.plan import Kind, Plan, Row
from events.importing.reading import Sheet
from events.naming import NEW

Answer = tuple[str, Row, str]


def said(post: QueryDict, sheet: Sheet, plan: Callable[[], Plan]) -> tuple[Decide, int]:
    """Return what was said, and the line to look at next (0: none).

    Buttons of a line hold its number, and that of the next one. Raises `Http404`.
    """
    if "announce" in post:
        wanted = post.get("announce") == "yes"
        return lambda decisions: setattr(decisions, "announce", wanted), 0
    for name, change in (("out", Decisions.leave_out), ("keep", Decisions.keep)):
        if name in post:
            text, _, after = post.get(name, "").partition(" ")
            number = number_of(text, sheet)
            whole = [number, *(_repeating(number, plan()) if name == "out" else ())]
            return _to(change, whole), number_of(after or text, sheet)
    if "answer" in post:
        noun, _, rest = post.get("answer", "").partition(" ")
        text, _, slug = rest.partition(" ")
        rows = {row.number: row for row in plan().rows}
        row = rows.get(number_of(text, sheet))
        return _answers([_answer(noun, row, slug)]), row.number if row else 0
    return _all(post, sheet, plan), 0


def _repeating(number: int, plan: Plan) -> list[int]:
    """Return the lines that say the same again: they would come in its place."""
    return [row.number for row in plan.rows if row.same_as == number]


def number_of(text: str, sheet: Sheet) -> int:
    number = int(text) if text.isdecimal() and len(text) < len("1000000000") else 0
    if not any(line == number for line, _ in sheet.lines):
        raise Http404("No such line.")
    return number


def _all(post: QueryDict, sheet: Sheet, plan: Callable[[], Plan]) -> Decide:
    what = post.get("all", "")
    rows = plan().rows
    if what == "out ticked":
        return _to(Decisions.leave_out, [number_of(each, sheet) for each in post.getlist("line")])
    if what == "out errors":
        wrong = [row.number for row in rows if row.outcome == Kind.ERROR]
        return _to(Decisions.leave_out, wrong)
    if what == "only day" and plan().event.first_day == plan().event.last_day:
        return _on_day(plan().event.first_day, [row.number for row in plan().other_days])
    doubts = [row.number for row in rows if row.doubt]
    if what == "out doubts":
        return _to(Decisions.leave_out, doubts)
    if what == "keep doubts":
        return _to(Decisions.keep, doubts)
    if what in {"known", "new"}:
        return _answers(list(_open(rows, known=what == "known")))
    raise Http404("No such button.")


def _on_day(day: date, numbers: list[int]) -> Decide:
    def choose(decisions: Decisions) -> None:
        for number in numbers:
            cells = decisions.cells.setdefault(str(number), {})
            cells["day"] = day.isoformat()

    return choose


def _open(rows: list[Row], *, known: bool) -> list[Answer]:
    """Answer what is asked: by the name that looks most like it, or by a new one."""
    return [
        (noun, row, choice.alike[0].slug if known else NEW)
        for row in rows
        if row.is_open
        for noun, choice in (("band", row.band), ("venue", row.venue))
        if choice and choice.alike and not choice.row
    ]


def _answer(noun: str, row: Row | None, slug: str) -> Answer:
    choice = {"band": row.band, "venue": row.venue}.get(noun) if row else None
    if row is None or choice is None or slug not in {NEW, *(one.slug for one in choice.alike)}:
        raise Http404("No such answer.")
    return noun, row, slug


def _answers(answers: list[Answer]) -> Decide:
    """An answer holds for the name, on whatever line it stands."""

    def answer(decisions: Decisions) -> None:
        for noun, row, slug in answers:
            typed = row.said.band if noun == "band" else row.said.venue
            (decisions.bands if noun == "band" else decisions.venues)[normalise(typed)] = slug

    return answer


def _to(change: Callable[[Decisions, list[int]], None], numbers: list[int]) -> Decide:
    return lambda decisions: change(decisions, numbers)
