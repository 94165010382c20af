"""A stop for the browser in a list of events, so that its beginning is seen before its end is read.

After the first pictures of a page Chromium takes in all the rest in one go, for half a second if
need be, and draws nothing meanwhile: an entry of thousands waits for all the others. Before a
script it stops and shows what it has, also if the script is empty; an empty one is not run, so no
policy asks about it. https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element
"""

from __future__ import annotations

import re
from typing import Final

STOP: Final = "<script></script>"
_FIRST: Final = re.compile(r"<li [^>]*\bdata-event=.*?</li>", re.DOTALL)


def add_stop(html: str) -> str:
    """Return a page with a stop after the first entry of its list of events, if it has one."""
    return _FIRST.sub(lambda found: found[0] + STOP, html, count=1)
