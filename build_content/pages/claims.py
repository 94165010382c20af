"""The ledger: what the essay asserts, in its order, held against what sources say."""

from __future__ import annotations

from markupsafe import Markup

from build_content.graph import Graph
from build_content.model import Claim
from build_content.pages.filter import write_claims_filter
from build_content.pages.home import count_claims
from build_content.pages.writer import PageWriter


def write_claims(graph: Graph) -> str:
    """Return `claims.md`."""
    site, page = graph.site, PageWriter(graph, "claims")
    summary = count_claims(site)
    return page.write(
        "claims.md.jinja",
        page.language.say("claims.title"),
        summary,
        {"scripts": ["filter"], "styles": ["filter"]},
        summary=summary,
        claims=order_claims(graph),
        filter=Markup(write_claims_filter(site.claims, site.language)),  # noqa: S704 - ours
        others={
            claim.id: [
                use
                for use in graph.uses_of("claim", claim.id)
                if use.by[0] not in ("essay", "section")
            ]
            for claim in site.claims
        },
    )


def order_claims(graph: Graph) -> list[Claim]:
    """Return the claims in the order in which the essay first makes them."""
    order = {id: at for at, id in enumerate(graph.marks)}
    return sorted(graph.site.claims, key=lambda claim: order[claim.id])
