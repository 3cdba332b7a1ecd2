"""What people write in Markdown, as HTML that can do nothing but be read, and as plain text.

Two walls: the parser takes no HTML and no address that `bands.links` would not show; nh3 then
keeps only the elements named here, and of attributes only a link's address.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt

from bands.links import host_of

ELEMENTS = {
    *("p", "br", "hr", "h3", "h4", "strong", "em", "s", "a"),
    *("ul", "ol", "li", "blockquote", "code", "pre"),
}
# The page has the first two ranks.
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3"}
SENTENCE = 200


def _parser() -> MarkdownIt:
    # Pictures would be fetched from anywhere; a table is wider than a telephone.
    parser = MarkdownIt("js-default", {"breaks": True}).disable(["image", "table"])
    parser.validateLink = _is_safe  # type: ignore[method-assign]
    return parser


def _is_safe(url: str) -> bool:
    return host_of(url) is not None


def _keep(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or _is_safe(value) else None


MARKDOWN = _parser()
CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    attributes={"a": {"href"}},
    attribute_filter=_keep,
    url_schemes={"http", "https"},
    link_rel="nofollow ugc noopener",
)


def to_html(markdown: str) -> SafeString:
    tokens = MARKDOWN.parse(markdown)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = HEADINGS.get(token.tag, "h4")
    rendered = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return mark_safe(CLEANER.clean(rendered))  # noqa: S308 - that is what the two walls are for


def to_sentence(markdown: str) -> str:
    """Return how it begins, without any markup, as short as a search result shows it."""
    words = [
        "".join(
            " " if child.type in {"softbreak", "hardbreak"} else child.content
            for child in token.children or ()
        )
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    ]
    return Truncator(" ".join(" ".join(words).split())).chars(SENTENCE)
