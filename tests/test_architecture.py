"""A convention that is not a test is a wish."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
# An import may only go to the right.
ORDER = ["settimes", "fans", "events", "bands", "accounts", "kit"]
WIRING = {"settings", "urls", "celery", "wsgi", "checks", "apps", "__init__"}
LONGEST_FILE = 300


def sources() -> list[Path]:
    folders = [ROOT / name for name in ORDER if (ROOT / name).is_dir()]
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    ]


def layer(module: str) -> str | None:
    """Return which of the layers a dotted module belongs to."""
    top, _, rest = module.partition(".")
    if top == "settimes":
        return "settimes" if (rest.split(".")[0] or "__init__") in WIRING else "kit"
    return top if top in ORDER else None


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def against_the_order(source: str, module: str) -> list[str]:
    here = layer(module)
    found = []
    for name in imported(ast.parse(source)):
        there = layer(name)
        # A task is declared on the application, which the kit's own modules may name.
        if there is None or here is None or name.startswith("settimes.celery"):
            continue
        if ORDER.index(there) < ORDER.index(here):
            found.append(name)
    return found


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_imports_go_one_way(path: Path) -> None:
    assert against_the_order(path.read_text(), module_of(path)) == []


def test_an_import_against_the_order_is_found() -> None:
    assert against_the_order("from events.models import Event", "bands.models") == [
        "events.models.Event"
    ]
    assert against_the_order("from bands.models import Band", "events.models") == []
    assert against_the_order("from accounts.models import User", "settimes.forms") == [
        "accounts.models.User"
    ]


def combines_time(source: str) -> list[str]:
    """Find what combines a date with a time, names a zone or asks what today is."""
    names = {"combine", "today", "localdate", "localtime", "make_aware", "ZoneInfo"}
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        name for call in calls if (name := getattr(call, "attr", getattr(call, "id", ""))) in names
    ]


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_only_the_module_of_time_makes_instants(path: Path) -> None:
    expected = ["ZoneInfo"] if module_of(path) == "events.times" else []

    assert combines_time(path.read_text()) == expected


def test_making_an_instant_is_found() -> None:
    assert combines_time("x = datetime.combine(day, time.min)\ny = date.today()") == [
        "combine",
        "today",
    ]


def writes_a_lineup(source: str) -> list[str]:
    """Find what makes, changes or deletes sets and events behind the ledger's back."""
    makers = {"Performance", "Event", "ChangeSet", "Change"}
    writers = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            text = ast.unparse(node.func)
            if node.func.attr in writers and text.split(".")[0] in makers:
                found.append(text)
    return found


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_only_the_ledger_writes_a_lineup(path: Path) -> None:
    expected = {
        "events.act": ["Performance.objects.bulk_create"],
        "events.saving": [
            "Performance.objects.filter(pk__in=ids).update",
            "Performance.objects.bulk_update",
        ],
        "events.ledger": ["ChangeSet.objects.create", "Change.objects.bulk_create"],
    }

    assert writes_a_lineup(path.read_text()) == expected.get(module_of(path), [])


def test_a_write_behind_the_ledger_is_found() -> None:
    assert writes_a_lineup("Performance.objects.filter(pk=1).update(start=1)") == [
        "Performance.objects.filter(pk=1).update"
    ]


@pytest.mark.parametrize("path", sources(), ids=module_of)
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
