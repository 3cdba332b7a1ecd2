"""One public page as finished bytes, and the answers that are made of it."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import brotli
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

# Smaller than this, a compressed page does not come sooner.
WORTH_COMPRESSING = 200
# More costs ten times the time for some percent.
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "application/xml")
PLAIN = "identity"
# By preference where the visitor has none.
ENCODINGS = ("br", "gzip", PLAIN)
# Stands where a page has room to say that it is old.
OLD_MARK = b"<!-- old -->"
OF_ONE_ENCODING = {"Content-Length", "ETag"}
# Of an encoding, or of one answer only.
NOT_KEPT = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


@dataclass(frozen=True)
class Variant:
    """The page in one encoding, with every header of its answer."""

    body: bytes
    headers: dict[str, str]
    unchanged_headers: dict[str, str]


@dataclass(frozen=True)
class Kept:
    """A page; `at` is when its rendering began, `token` what its owner's was then.

    `route` is its address's pattern, for the log.
    """

    at: float
    owner: str
    token: str | None
    variants: dict[str, Variant]
    route: str
    # When it was last tried in vain to make a newer one, by a clock that nobody sets.
    tried: float = float("-inf")

    @property
    def size(self) -> int:
        return sum(len(variant.body) for variant in self.variants.values())


def finish(response: HttpResponse) -> dict[str, Variant]:
    """Make the finished bytes of a rendered page."""
    headers = {
        name: value for name, value in response.headers.items() if name.lower() not in NOT_KEPT
    }
    max_age = round(settings.PAGE_MAX_AGE.total_seconds())
    headers["Cache-Control"] = f"public, max-age={max_age}"
    vary = [name.strip() for name in response.get("Vary", "").split(",") if name.strip()]
    headers["Vary"] = ", ".join(["Accept-Encoding", *vary])
    return _encoded(response.content, headers)


def marked_old(kept: Kept) -> Kept:
    """Return the page with a sentence that says so, where it is one for people."""
    plain = kept.variants[PLAIN]
    if OLD_MARK not in plain.body:
        return kept
    body = plain.body.replace(OLD_MARK, render_to_string("_old_page.html").encode())
    headers = {name: value for name, value in plain.headers.items() if name not in OF_ONE_ENCODING}
    return replace(kept, variants=_encoded(body, headers))


def _encoded(body: bytes, headers: Mapping[str, str]) -> dict[str, Variant]:
    """Return the page in every encoding that is worth it."""
    bodies = {PLAIN: body}
    kind = headers.get("Content-Type", "")
    if len(body) >= WORTH_COMPRESSING and kind.startswith(COMPRESSIBLE):
        # Without a time inside, so that every process makes the same bytes.
        bodies["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
    digest = hashlib.sha256(body).hexdigest()[:24]
    return {name: _variant(name, encoded, headers, digest) for name, encoded in bodies.items()}


def _variant(encoding: str, body: bytes, headers: Mapping[str, str], digest: str) -> Variant:
    plain = encoding == PLAIN
    # Strong: it names these bytes, so each encoding has its own.
    etag = f'"{digest}"' if plain else f'"{digest}-{encoding}"'
    of_all = {**headers, "ETag": etag}
    of_bytes = {"Content-Length": str(len(body))}
    if not plain:
        of_bytes["Content-Encoding"] = encoding
    unchanged = {name: value for name, value in of_all.items() if name != "Content-Type"}
    return Variant(body, of_all | of_bytes, unchanged)


@lru_cache(maxsize=256)
def preferred(accepted: str) -> tuple[str, ...]:
    """Return the encodings that `Accept-Encoding` allows, the best first."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        value = weight.strip().removeprefix("q=").strip()
        try:
            weights[name.strip()] = float(value) if weight.strip() else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    allowed = {name: weights.get(name, others) for name in ENCODINGS if name != PLAIN}
    # Without a word about it, plain bytes are always welcome, and welcome last.
    allowed[PLAIN] = weights.get(PLAIN, 0.0001)
    wanted = [name for name in ENCODINGS if allowed[name] > 0]
    return tuple(sorted(wanted, key=lambda name: -allowed[name])) or (PLAIN,)
