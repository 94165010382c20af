"""Where each entry stands in the site. A published address never dies: change nothing here."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from build_content.model import Key

_LISTS: Final = {
    "claim": "claims",
    "series": "numbers",
    "actor": "actors",
    "source": "sources",
    "term": "glossary",
}


class Address(NamedTuple):
    """A page without its ending, relative to the site's root, and an id on it or nothing."""

    page: str
    fragment: str = ""

    @property
    def url(self) -> str:
        """The address as a URL relative to the site's root."""
        return self._write(self.page + ".html")

    def from_page(self, page: str) -> str:
        """Return the address as a Markdown link's target, seen from another page."""
        if page == self.page and self.fragment:
            return f"#{self.fragment}"
        folder, _, name = self.page.rpartition("/")
        if folder == page.rpartition("/")[0]:
            return self._write(f"{name}.md")
        return self._write("../" * page.count("/") + f"{self.page}.md")

    def url_from_page(self, page: str) -> str:
        """Return the address as a URL, seen from another page."""
        return "../" * page.count("/") + self.url

    def with_fragment(self, fragment: str) -> Address:
        """Return a place on the same page."""
        return Address(self.page, fragment)

    def _write(self, page: str) -> str:
        return f"{page}#{self.fragment}" if self.fragment else page


@cache
def address_of(key: Key) -> Address:
    """Return where an entry stands, by its kind and id."""
    kind, id = key
    if kind == "event":
        return Address(f"timeline/{id}")
    if kind == "section":
        return Address(f"essay/{id}")
    if kind == "essay":
        return Address("essay/index")
    if kind == "site":
        return Address("index")
    return Address(_LISTS[kind], id)
