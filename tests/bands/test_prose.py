"""Markdown becomes HTML that can only be read, whatever is in it."""

import pytest

from bands import prose
from tests.html import Page

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)><use href='#x'/></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0'>over everything</p>",
    "<form action=https://evil.example.org/><input name=q><button>Go</button></form>",
    "<base href=https://evil.example.org/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example.org/'>",
    "<iframe src=https://evil.example.org/></iframe>",
    "<object data=x></object><embed src=x>",
    "<a id=main name=location href=https://example.org/>clobber</a>",
    "<div hx-get=/x hx-trigger=load>x</div>",
    "<div hx-on:click='alert(1)' hx-on=x>x</div>",
    "<div data-hx-post=/x data-hx-swap=outerHTML data-search>x</div>",
    "<div hx-vals='js:{a:alert(1)}'>x</div>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=vbscript:x>x</a><a href=data:text/html,x>y</a>",
    "<a href=//evil.example.org>x</a><a href=/manage/>y</a>",
    "<video src=x onloadstart=alert(1)><source onerror=alert(1)></video>",
    "<p class=btn tabindex=1 aria-hidden=true>x</p>",
    "<template><p>x</p></template><noscript><p title='</noscript><img src=x>'>",
    "<!-- --!><script>alert(1)</script> -->",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x](//evil.example.org/)",
    "[x](/manage/)",
    "[x](http://127.0.0.1/)",
    "[x](https://user@example.org/)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "![x](https://example.org/pixel.png)",
    "![x](javascript:alert(1))",
]
SAFE = ("https://example.org/", "nofollow ugc noopener")


@pytest.mark.parametrize("harmful", HARMFUL)
def test_typed_html_is_shown_as_it_was_typed(harmful: str) -> None:
    found = Page(prose.to_html(harmful))

    assert found.names <= {"p", "br", "pre", "code"}
    assert found.attributes == set()


@pytest.mark.parametrize("harmful", HARMFUL)
def test_the_second_wall_would_hold_alone(harmful: str) -> None:
    found = Page(prose.CLEANER.clean(harmful))

    assert found.names <= prose.ELEMENTS
    assert found.attributes <= {("href", SAFE[0]), ("rel", SAFE[1])}


@pytest.mark.parametrize("link", LINKS)
def test_an_address_that_is_not_safe_becomes_no_link(link: str) -> None:
    found = Page(prose.to_html(link))

    assert found.names <= {"p", "a"}
    assert found.attributes <= {("href", "https://example.org/pixel.png"), ("rel", SAFE[1])}


def test_a_safe_address_becomes_a_link() -> None:
    assert prose.to_html("[us](https://example.org/)") == (
        f'<p><a href="{SAFE[0]}" rel="{SAFE[1]}">us</a></p>\n'
    )


def test_headings_stand_below_those_of_the_page() -> None:
    typed = "# One\n\n## Two\n\n#### Four\n\nOne\n==="

    assert prose.to_html(typed) == "<h3>One</h3>\n<h3>Two</h3>\n<h4>Four</h4>\n<h3>One</h3>\n"


def test_a_line_break_stays_one() -> None:
    assert prose.to_html("one\ntwo") == "<p>one<br>\ntwo</p>\n"


def test_nothing_typed_is_nothing_shown() -> None:
    assert (prose.to_html(""), prose.to_sentence("")) == ("", "")


def test_a_sentence_has_no_markup() -> None:
    typed = "# Hello\n\n*Two* **guitars**,\n[one](https://example.org/) fiddle & no <b>ballads</b>."

    assert prose.to_sentence(typed) == ("Hello Two guitars, one fiddle & no <b>ballads</b>.")
    assert len(prose.to_sentence("word " * 1000)) == prose.SENTENCE
