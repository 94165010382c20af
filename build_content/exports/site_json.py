"""`site.json`: the whole linked model, every entry with every use of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_content.addresses import Address, address_of
from build_content.dates import EdtfDate, words
from build_content.exports.html import to_html
from build_content.graph import Graph, Use
from build_content.languages import Language
from build_content.model import Key, Part, Source
from build_content.text.prose import Prose

Json = dict[str, Any]


def write_site_json(described: Mapping[str, Json | list[Json]]) -> str:
    """Return what `describe_site` returned as JSON."""
    parts = [f"{_dump(key)}: {write_part(part)}" for key, part in described.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_part(part: Json | list[Json]) -> str:
    """Write an entry a line: easy to compare, and far quicker than indenting every field."""
    if isinstance(part, dict):
        return _dump(part)
    return "[\n" + ",\n".join(_dump(entry) for entry in part) + "\n]" if part else "[]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def describe_site(graph: Graph) -> Json:
    """Return the model as lists and mappings: sections as written, events by date."""
    site = graph.site
    info = describe_part(graph, site.info)
    del info["lanes"]
    return {
        "site": {"id": "site", "url": address_of(("site", "site")).url} | info | {"used_by": []},
        "essay": _describe_essay(graph),
        "lanes": _describe_lanes(graph),
        "sections": _describe_sections(graph),
        "events": [_describe(graph, "event", event) for event in site.timeline],
        "sources": [_describe(graph, "source", source) for source in order_sources(graph)],
        "claims": [_describe(graph, "claim", claim) for claim in site.claims],
        "series": [_describe(graph, "series", series) for series in site.series],
        "actors": [_describe(graph, "actor", actor) for actor in site.actors],
        "terms": [_describe(graph, "term", term) for term in site.terms],
    }


def order_sources(graph: Graph) -> list[Source]:
    """Return the sources by citation number; those that nothing cites last."""
    last = len(graph.numbers) + 1
    return sorted(graph.site.sources, key=lambda source: graph.numbers.get(source.id, last))


def _describe(graph: Graph, kind: str, record: Part) -> Json:
    fields = describe_part(graph, record)
    key = (kind, str(fields["id"]))
    entry = {"id": fields["id"], "url": address_of(key).url} | fields
    if kind == "source" and key[1] in graph.numbers:
        entry["citation_number"] = graph.numbers[key[1]]
    return entry | {"used_by": list_uses(graph, key)}


def _describe_essay(graph: Graph) -> Json:
    essay = graph.site.essay
    key = ("essay", "essay")
    text = {"intro": essay.typed_intro, "intro_html": to_html(graph, essay.intro)}
    fields = describe_part(graph, essay.info)
    url = address_of(key).url
    return {"id": "essay", "url": url} | fields | text | {"used_by": list_uses(graph, key)}


def _describe_sections(graph: Graph) -> list[Json]:
    return [
        {
            "id": section.id,
            "url": address_of(("section", section.id)).url,
            "heading": section.heading.tokens[0].content,
            "heading_html": to_html(graph, section.heading),
            "text": section.typed,
            "text_html": to_html(graph, section.text),
            "used_by": list_uses(graph, ("section", section.id)),
        }
        for section in graph.site.essay.sections
    ]


def _describe_lanes(graph: Graph) -> list[Json]:
    return [
        {"id": lane.id, "url": "timeline/index.html"}
        | describe_part(graph, lane)
        | {
            "used_by": [
                _describe_use(("event", event.id), address_of(("event", event.id)), event.title)
                for event in graph.site.timeline
                if event.lane == lane.id
            ]
        }
        for lane in graph.site.lanes
    ]


def list_uses(graph: Graph, key: Key) -> list[Json]:
    """Return every occurrence of an entry: who refers, where, and the sentence."""
    return [_describe_use(use.by, _where(use), use.snippet) for use in graph.uses_of(*key)]


def _where(use: Use) -> Address:
    address = address_of(use.by)
    return address.with_fragment(use.anchor) if use.anchor else address


def _describe_use(by: Key, address: Address, snippet: str) -> Json:
    return {"kind": by[0], "id": by[1], "url": address.url, "snippet": snippet}


def describe_part(graph: Graph, part: Part) -> Json:
    """Return a record's fields under the author's names, with HTML, words and bounds beside."""
    described: Json = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value is not None:
            described |= _describe_field(graph, info.alias or name, value)
    return described


def _describe_field(graph: Graph, key: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, Prose):
        return {key: value.source, f"{key}_html": to_html(graph, value)}
    if isinstance(value, EdtfDate):
        return dict(describe_date(key, value, graph.site.language))
    if isinstance(value, Part):
        return {key: describe_part(graph, value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {
            key: [describe_part(graph, item) if isinstance(item, Part) else item for item in value]
        }
    return {key: value}


def describe_date(key: str, date: EdtfDate, language: Language) -> Iterator[tuple[str, str | None]]:
    """Return a date field as typed, in words, and its bounds as ISO days."""
    prefix = "" if key == "date" else f"{key}_"
    yield key, date.text
    yield f"{key}_text", words(date, language.dates)
    yield f"{prefix}earliest", date.earliest_iso
    yield f"{prefix}latest", date.latest_iso
