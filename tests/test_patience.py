"""A browser test waits for what it looks at, or it fails one day: on a busy machine."""

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

STORIES = sorted((Path(__file__).parent / "browser").glob("*.py"))
ONLY_IN_LOOKS = ("scrollWidth", "Axe(", "axe.run")
PRESSES = {"click", "tap", "press"}
# What waits by itself for the thing to do it to, and what only names a place of the page.
PATIENT = {"fill", "check", "uncheck", "focus", "select_option", "press_sequentially", "type"}
PATIENT |= PRESSES | {"insert_text", "locator", "filter", "nth"}
Kind = Callable[[ast.stmt], bool]


def calls(node: ast.AST) -> list[str]:
    functions = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return [getattr(one, "attr", getattr(one, "id", "")) for one in functions]


def is_press(one: ast.stmt, also: set[str] = frozenset()) -> bool:
    while isinstance(one, ast.For | ast.If):
        one = one.body[-1]
    called = one.value if isinstance(one, ast.Expr) else None
    return isinstance(called, ast.Call) and calls(called)[0] in PRESSES | also


def is_patient(one: ast.stmt, also: set[str] = frozenset()) -> bool:
    names = [name for name in calls(one) if not name.startswith("get_by_")]
    if any(name.startswith(("expect", "wait_for")) for name in names):
        return "wait_for_timeout" not in names
    return not isinstance(one, ast.Assert) and set(names) <= PATIENT | also


def helpers(sources: list[str], place: int, kind: Kind) -> set[str]:
    """Name the functions that begin (0) or end (-1) with a statement of this kind."""
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    spoken = [one for one in functions if not one.name.startswith("test_")]
    bodies = {one.name: one.body[1:] if ast.get_docstring(one) else one.body for one in spoken}
    return {name for name, body in bodies.items() if body and kind(body[place])}


def hasty(source: str, sources: list[str]) -> Iterator[str]:
    """Yield what looks at a page right after something on it was pressed."""
    press, patient = helpers(sources, -1, is_press), helpers(sources, 0, is_patient)
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for one, then in pairwise(body):
            if is_press(one, press) and not is_patient(then, patient):
                yield ast.unparse(then)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_waits_for_what_a_press_leads_to(path: Path) -> None:
    sources = [story.read_text() for story in STORIES]

    assert list(hasty(path.read_text(), sources)) == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_one_module_measures_and_examines(path: Path) -> None:
    found = [name for name in ONLY_IN_LOOKS if name in path.read_text()]

    assert found == (list(ONLY_IN_LOOKS) if path.stem == "looks" else [])


def test_a_look_right_after_a_press_is_found() -> None:
    hidden = "def send(page):\n    'Send it.'\n    page.get_by_role('button').click()\n"
    story = (
        "send(page)\n"
        "fits(page)\n"
        "button.tap()\n"
        "assert rows(page) == []\n"
        "page.keyboard.press('Enter')\n"
        "page.wait_for_timeout(500)\n"
        "if not scripts:\n"
        "    link.click()\n"
        "page.goto('/')\n"
    )
    waiting = (
        "with page.expect_navigation():\n"
        "    send(page)\n"
        "fits(page)\n"
        "button.tap()\n"
        "expect(page.get_by_role('status')).to_be_visible()\n"
        "assert rows(page) == []\n"
        "link.click()\n"
        "page.get_by_label('Name').fill('Ø')\n"
    )

    assert list(hasty(story, [hidden])) == [
        "fits(page)",
        "assert rows(page) == []",
        "page.wait_for_timeout(500)",
        "page.goto('/')",
    ]
    assert list(hasty(waiting, [hidden])) == []
