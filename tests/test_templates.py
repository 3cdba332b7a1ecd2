"""What templates must not hold, so that the strict content security policy can stay."""

import re
from pathlib import Path

import brotli
import pytest

ROOT = Path(__file__).resolve().parent.parent
EVERY_TEMPLATE = sorted((ROOT / "templates").rglob("*.html"))
# No policy reaches a mail, and many programs read no style but that of an attribute.
MAILS = [path for path in EVERY_TEMPLATE if "emails" in path.parts]
TEMPLATES = [path for path in EVERY_TEMPLATE if path not in MAILS]
STYLES = sorted((ROOT / "static").rglob("*.css"))
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
FORBIDDEN = {
    "script body": re.compile(r"<script\b[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on[:=\-]"),
    "computed value": re.compile(r"\shx-va(ls|rs)\s*=\s*[\"']\s*(js|javascript):"),
    "trigger filter": re.compile(r"\shx-trigger\s*=\s*[\"'][^\"']*\["),
    "other host": re.compile(
        r"<(script|link|img|iframe|use|source|video|audio)\b[^>]*\s(src|href|srcset)\s*=\s*"
        r"[\"']\s*(https?:)?//",
        re.IGNORECASE,
    ),
}
SAMPLES = {
    "script body": "<script>go()</script>",
    "style element": "<style>p{}</style>",
    "style attribute": '<p style="color: red">',
    "event attribute": '<a href="#" onclick="go()">',
    "hx-on": '<p hx-on:click="go()">',
    "computed value": "<p hx-vals='js:{now: 1}'>",
    "trigger filter": '<p hx-trigger="keyup[ctrlKey]">',
    "other host": '<link rel="stylesheet" href="//fonts.example.org/a.css">',
}
HARMLESS = """<script src="/static/a.js" defer></script><a href="https://example.org/">x</a>
<form method="post" hx-post="/x/" hx-vals='{"a": 1}' hx-trigger="change"><button>Go</button></form>
{% static 'css/base.css' %}<p class="style">one = 1</p>"""


def faults(text: str) -> list[str]:
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]
    if re.search(r"\shx-(post|put|patch|delete)\b", FORM.sub("", text)):
        found.append("write outside a form")
    return found


def by_path(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.once
@pytest.mark.parametrize("path", TEMPLATES, ids=by_path)
def test_a_template_holds_nothing_the_policy_forbids(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.once
@pytest.mark.parametrize("name", FORBIDDEN)
def test_each_fault_would_be_found(name: str) -> None:
    assert faults(SAMPLES[name]) == [name]


@pytest.mark.once
def test_a_write_outside_a_form_would_be_found_and_harmless_things_are_not() -> None:
    assert faults('<button hx-post="/x/">Go</button>') == ["write outside a form"]
    assert faults(HARMLESS) == []


@pytest.mark.once
@pytest.mark.parametrize("path", STYLES, ids=by_path)
def test_a_style_sheet_loads_nothing(path: Path) -> None:
    assert re.findall(r"@import|url\((?!['\"]?data:)", path.read_text()) == []


def is_page(text: str) -> bool:
    """A page is what stands alone or fills the body of another; the rest is a part or a frame."""
    return "{% block main %}" in text and "{% extends" in text


@pytest.mark.once
def test_every_page_has_one_heading_of_the_first_rank() -> None:
    pages = {path: path.read_text() for path in TEMPLATES}
    counts = {
        by_path(path): len(re.findall(r"<h1\b", text))
        for path, text in pages.items()
        if is_page(text) or ("<!doctype html>" in text and "{% block" not in text)
    }

    assert counts == dict.fromkeys(counts, 1)
    assert {
        "templates/errors/error.html",
        "templates/500.html",
        "templates/events/schedule.html",
    } <= set(counts)


@pytest.mark.once
def test_the_style_of_the_schedule_is_small() -> None:
    sheets = ["tokens", "base", "components", "schedule"]

    sizes = {
        name: len(brotli.compress((ROOT / f"static/css/{name}.css").read_bytes()))
        for name in sheets
    }

    assert sum(sizes.values()) < 8_000, sizes


def test_sheets_that_load_together_style_no_class_twice() -> None:
    """A page takes all of these: a class of one that another names too is changed by both."""
    together = ["base", "components", "schedule", "library", "grid", "places"]
    homes: dict[str, list[str]] = {}
    for sheet in together:
        text = (ROOT / "static" / "css" / f"{sheet}.css").read_text()
        for name in set(re.findall(r"^  \.([\w-]+) \{", text, re.MULTILINE)):
            homes.setdefault(name, []).append(sheet)

    assert homes["aside"] == ["schedule"]
    assert {name: sheets for name, sheets in homes.items() if len(sheets) > 1} == {}
