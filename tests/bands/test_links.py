"""Which addresses may be shown as links."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bands.links import host_of, platform_of, safe_url

GOOD = {
    "https://example.org": "example.org",
    "http://example.org/": "example.org",
    "HTTPS://Example.ORG/Path": "example.org",
    "https://example.org.": "example.org",
    "https://example.org:443/": "example.org",
    "http://example.org:80/": "example.org",
    "https://example.org:/": "example.org",
    "https://the-rills.example.org/a/b.html?c=d&e=%20f#g": "the-rills.example.org",
    "https://en.wikipedia.org/wiki/Lee's_Palace": "en.wikipedia.org",
    "https://example.org/naïve/中島": "example.org",
    "https://example.org/@therills": "example.org",
    "https://motörhead.example.org/": "xn--motrhead-p4a.example.org",
    "https://xn--motrhead-p4a.example.org/": "xn--motrhead-p4a.example.org",
    "https://example.рф/": "example.xn--p1ai",
    "https://ｅxample。org/": "example.org",
    "https://example.org/" + "a" * 480: "example.org",
}

WHOLE = "Type a whole web address, like https://example.org/page."
NO_ENDING = "This address has no ending, like .org or .ca."
NOT_PUBLIC = "This address is not on the public web."
TOO_LONG = "A web address has at most 500 characters."

REFUSED = {
    "": WHOLE,
    "example.org": WHOLE,
    "//example.org": WHOLE,
    "javascript:alert(1)": WHOLE,
    "JavaScript://example.org/%0aalert(1)": WHOLE,
    "java\tscript:alert(1)": WHOLE,
    "\x01javascript:alert(1)": WHOLE,
    "data:text/html,<script>alert(1)</script>": WHOLE,
    "vbscript:msgbox(1)": WHOLE,
    "file:///etc/passwd": WHOLE,
    "ftp://example.org/": WHOLE,
    "mailto:ada@example.org": WHOLE,
    "blob:https://example.org/1": WHOLE,
    "https:/example.org": WHOLE,
    "https:///example.org": WHOLE,
    "https:example.org": WHOLE,
    "https://": WHOLE,
    "https://?q": WHOLE,
    "https://.": WHOLE,
    "https://ada@example.org/": WHOLE,
    "https://ada:secret@example.org/": WHOLE,
    "https://bandcamp.com@example.org/": WHOLE,
    "https://@example.org/": WHOLE,
    "https://example.org:8000/": WHOLE,
    "https://example.org:22/": WHOLE,
    "https://example.org:0/": WHOLE,
    "https://example.org:99999/": WHOLE,
    "https://example.org:x/": WHOLE,
    "https://[::1]/": WHOLE,
    "https://[::ffff:127.0.0.1]/": WHOLE,
    "https://[64:ff9b::7f00:1]/": WHOLE,
    "https://64:ff9b::/": WHOLE,
    "https://[::1/": WHOLE,
    "https://-example.org/": WHOLE,
    "https://example-.org/": WHOLE,
    "https://example..org/": WHOLE,
    "https://example.org../": WHOLE,
    "https://.example.org/": WHOLE,
    "https://ex_ample.org/": WHOLE,
    "https://exa%6dple.org/": WHOLE,
    "https://example.org%2f.evil.org/": WHOLE,
    "https://" + "a" * 64 + ".org/": WHOLE,
    "https://" + "a." * 130 + "org/": WHOLE,
    " https://example.org/": WHOLE,
    "https://example.org/ ": WHOLE,
    "https://example.org/a b": WHOLE,
    "https://example.org/a\u00a0b": WHOLE,
    "https://example.org/\n": WHOLE,
    "https://exam\tple.org/": WHOLE,
    "https://example.org/\x00": WHOLE,
    "https://example.org/\x85": WHOLE,
    "https://example.org/\u202egnp.exe": WHOLE,
    "https://example.org/\u2066": WHOLE,
    "https://exa\u00admple.org/": WHOLE,
    "https://exam\u200bple.org/": WHOLE,
    "https://example.org/\ud800": WHOLE,
    "https:\\\\example.org": WHOLE,
    "https://example.org\\@evil.org/": WHOLE,
    'https://example.org/"onclick="': WHOLE,
    "https://example.org/<script>": WHOLE,
    "https://a／evil.org/": WHOLE,
    "https://localhost/": NO_ENDING,
    "https://bandcamp/": NO_ENDING,
    "https://2130706433/": NO_ENDING,
    "https://0x7f000001/": NO_ENDING,
    "https://127.0.0.1/": NOT_PUBLIC,
    "https://127.1/": NOT_PUBLIC,
    "https://0x7f.1/": NOT_PUBLIC,
    "https://1.0x7f/": NOT_PUBLIC,
    "https://0177.0.0.01/": NOT_PUBLIC,
    "https://127.0.0.1./": NOT_PUBLIC,
    "https://１２７.0.0.1/": NOT_PUBLIC,
    "https://169.254.169.254/": NOT_PUBLIC,
    "https://example.0x/": NOT_PUBLIC,
    "https://printer.local/": NOT_PUBLIC,
    "https://app.localhost/": NOT_PUBLIC,
    "https://metadata.google.internal/": NOT_PUBLIC,
    "https://1.0.0.127.in-addr.arpa/": NOT_PUBLIC,
    "https://example.org/" + "a" * 481: TOO_LONG,
}


@pytest.mark.parametrize(("url", "host"), GOOD.items())
def test_a_public_web_address_is_safe(url: str, host: str) -> None:
    safe_url(url)
    assert host_of(url) == host


@pytest.mark.parametrize(("url", "message"), REFUSED.items())
def test_any_other_address_is_refused_in_words(url: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        safe_url(url)
    assert refused.value.messages == [message]
    assert host_of(url) is None
    assert platform_of(url) is None


@given(host=st.text("a1.:@/\\[]%-x０。é\u202e \t", max_size=20), scheme=st.sampled_from("hH"))
def test_whatever_is_safe_names_one_host_in_plain_letters(host: str, scheme: str) -> None:
    found = host_of(f"{scheme}ttps://{host}/")
    assert found is None or (found.isascii() and "." in found and not set(found) & set(":@/\\[]% "))


@given(url=st.text(max_size=200))
def test_any_text_is_safe_or_refused(url: str) -> None:
    assert (host_of(url) is None) == (platform_of(url) is None)
