"""What a page may load and run: a Content-Security-Policy, from the page itself.

https://www.w3.org/TR/CSP3/ . Nothing is allowed but what the site's own folder holds, and the
scripts that the theme writes into every page: each by a hash of its text, never all of them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE: Final = re.compile(r"""\ssrc\s*=""", re.IGNORECASE)
_TYPE: Final = re.compile(r"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
# Any other type is a block of data, which no browser runs
# (https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type).
_RUN: Final = frozenset({"", "text/javascript", "application/javascript", "module"})
# After this, browsers read the rest in the right encoding; before any script, it holds for all.
_CHARSET: Final = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

_DIRECTIVES: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's stylesheet holds its icons as data
    "font-src": "'self' data:",  # what English is set with stands in the stylesheet itself
    "connect-src": "'self'",  # the index that search reads
    "worker-src": "'self'",  # search runs beside the page
    "base-uri": "'none'",
    "form-action": "'none'",  # no form is sent: search and palette answer at once
}


def find_hashes(html: str) -> frozenset[str]:
    """Return the hash sources of the scripts that a page holds and a browser would run."""
    return frozenset(
        _hash(text)
        for attributes, text in _SCRIPT.findall(html)
        if text and not _SOURCE.search(attributes) and _type_of(attributes) in _RUN
    )


def _type_of(attributes: str) -> str:
    found = _TYPE.search(attributes)
    return found[1].lower() if found else ""


def _hash(script: str) -> str:
    """Return a script's hash as a policy names it (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def write_policy(hashes: Iterable[str]) -> str:
    """Return a policy that allows the scripts with these hashes."""
    allowed = " ".join([_DIRECTIVES["script-src"], *sorted(hashes)])
    directives = {**_DIRECTIVES, "script-src": allowed}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def add_policy(html: str) -> str:
    """Return a page with its policy in it, before anything that the policy is about.

    A page that has one already comes back as it is; one that names no encoding cannot take one.
    """
    if 'http-equiv="Content-Security-Policy"' in html or not _CHARSET.search(html):
        return html
    policy = write_policy(find_hashes(html))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda found: f"{found[0]}\n      {meta}", html, count=1)
