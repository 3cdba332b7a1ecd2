"""A plan in plain words, for the terminal."""

from collections.abc import Iterator

from events.importing.plan import Kind, Plan, Row
from events.times import clock_text

TITLES = {
    Kind.CREATE: "New set",
    Kind.UPDATE: "Changed",
    Kind.UNCHANGED: "The same",
    Kind.DUPLICATE: "Twice",
    Kind.DOUBT: "Is it a set?",
    Kind.NOT_A_SET: "Not a set",
    Kind.LEFT_OUT: "Left out",
    Kind.ERROR: "Error",
}
# What a count is called, for one and for several.
COUNTED = {
    Kind.CREATE: ("new set", "new sets"),
    Kind.UPDATE: ("changed", "changed"),
    Kind.ASK: ("to look at", "to look at"),
    Kind.UNCHANGED: ("the same", "the same"),
    Kind.DUPLICATE: ("twice", "twice"),
    Kind.DOUBT: ("may be no set", "may be no set"),
    Kind.NOT_A_SET: ("not a set", "not a set"),
    Kind.LEFT_OUT: ("left out", "left out"),
    Kind.ERROR: ("error", "errors"),
}


def lines(plan: Plan) -> Iterator[str]:
    """Say of each line what becomes of it, with its remarks below."""
    for row in plan.rows:
        yield f"line {row.number:<5} {title(row):<12} {text(row)}"
        yield from (shown(f"{'':<23} {remark}") for remark in row.remarks)
    yield from plan.remarks


def title(row: Row) -> str:
    if row.kind == Kind.ASK:
        return "Which band?" if row.band and row.band.alike else "Which venue?"
    return TITLES[row.kind]


def text(row: Row) -> str:
    name = row.said.band or row.said.venue or "–"
    match row.outcome:
        case Kind.CREATE:
            return shown(", ".join([name, *where_and_when(row)]))
        case Kind.UPDATE:
            edits = (f"{edit.field} {edit.old or '–'} → {edit.new}" for edit in row.edits)
            return shown(f"{name}: {'; '.join(edits)}")
        case Kind.DUPLICATE:
            return shown(f"{name}: line {row.same_as} says it already.")
        case Kind.NOT_A_SET:
            return shown(f"{name}: {row.reason}")
        case Kind.ERROR:
            return shown("; ".join(problems(row)))
        case _:
            return shown(name)


def counts(plan: Plan) -> str:
    """Count what the lines are, like “18 new sets in 4 venues, 2 twice”."""
    found = plan.counts
    parts = [
        f"{found[kind]} {words[found[kind] > 1]}" for kind, words in COUNTED.items() if found[kind]
    ]
    if not parts:
        return "No lines."
    venues = len({row.venue.key for row in plan.changes if row.venue})
    if venues:
        parts[0] += f" in {venues} {'venues' if venues > 1 else 'venue'}"
    return f"{', '.join(parts)}."


def shown(line: str) -> str:
    """Return a line that cannot steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in line)


def where_and_when(row: Row) -> Iterator[str]:
    if row.day and row.said.day:
        yield f"{row.day:%a %-d %b}"
    yield row.venue.name if row.venue else "venue TBA"
    slot = row.said.slot
    if slot.start is None:
        yield "time TBA"
    elif slot.end is None:
        yield clock_text(slot.start)
    else:
        yield f"{clock_text(slot.start)}–{clock_text(slot.end)}"
    if row.said.announced:
        yield "announced"
    if row.said.cancelled:
        yield "cancelled"


def problems(row: Row) -> Iterator[str]:
    for problem in row.said.problems:
        yield f"{problem.field}: {problem.message}" if problem.field else problem.message
