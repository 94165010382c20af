"""People and states: everyone the site names, with every mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from build_content.graph import Graph
from build_content.model import Actor, Site
from build_content.model.records import ActorKind
from build_content.pages.writer import PageWriter

KINDS: Final[Sequence[ActorKind]] = ("state", "organisation", "person")


def write_actors(graph: Graph) -> str:
    """Return `actors.md`."""
    site, page = graph.site, PageWriter(graph, "actors")
    return page.write(
        "actors.md.jinja",
        page.language.say("actors.title"),
        page.language.say("actors.summary"),
        groups=[
            (page.language.say(f"actor_kind.{kind}"), kind, found)
            for kind in KINDS
            if (found := [actor for actor in sort_actors(site) if actor.kind == kind])
        ],
        aliases={actor.id: ", ".join(actor.aliases) for actor in site.actors},
    )


def sort_actors(site: Site) -> list[Actor]:
    """Return the actors by name."""
    return sorted(site.actors, key=lambda actor: (actor.name.casefold(), actor.id))
