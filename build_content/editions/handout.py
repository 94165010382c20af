"""A handout for a class, a worksheet to cut out, and the key to both: one PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from build_content.dates import words
from build_content.editions.lesson import (
    JUDGED,
    list_outlets,
    pick_claims,
    pick_events,
    pick_evidence,
)
from build_content.editions.pdf import Paper
from build_content.editions.questions import list_questions
from build_content.editions.reading import read_page, text_of
from build_content.editions.setting import Job
from build_content.editions.worksheet import tell_event_key, tell_worksheet
from build_content.graph import Graph
from build_content.labels import Labels, mark_of
from build_content.languages import Language
from build_content.model import Claim, Event, Site, Source
from build_content.pages.home import FINDING_LENGTH, pick_argument, pick_sentences
from build_content.pages.provenance import tell_provenance, tell_review
from build_content.pages.writer import PageWriter
from build_content.text.prose import Prose, plain_of
from build_content.text.sentences import find_sentence, tidy_spaces

Json = dict[str, Any]
_CONTENT: Final = "content.json"
_NO_DAY: Final = (1, 1, 1)
_MAIN: Final = f"""\
#import "handout.typ": handout, sheet
#import "worksheet.typ": key, worksheet
#let data = json("{_CONTENT}")
#show: sheet.with(data)
#handout(data.handout)
#if data.worksheet != none {{ worksheet(data.worksheet) }}
#if data.key != none {{ key(data.key) }}
"""


def prepare_handout(graph: Graph, paper: Paper, fonts: Sequence[Path] = ()) -> Job:
    """Return the handout on A4 or US Letter, to be set with fonts beside those at hand.

    Two pages for a class, two to cut out and lay cards along, and a key that the class does not
    get. What the data lacks is left out: without key events the worksheet, without judged claims
    the second page.
    """
    content = json.dumps(tell_handout(graph, paper), ensure_ascii=False)
    return Job(_MAIN, {_CONTENT: content.encode()}, fonts)


def tell_handout(graph: Graph, paper: Paper) -> Json:
    """Return all that the handout says, as the templates read it: `handout.typ` shows the shape."""
    site, page = graph.site, PageWriter(graph, "index")
    events, claims = pick_events(site), pick_claims(site)
    say, title = site.language.say, site.essay.info.title
    language, *rest = site.essay.info.language.split("-")
    return {
        "paper": paper,
        "title": say("handout.document", title=title),
        "running": title,
        "lang": language.lower(),
        "region": next((part for part in rest if len(part) == 2 and part.isalpha()), None),
        "day": _tell_day(site),
        "address": site.info.url or "",
        "page": site.language.pattern("handout.page"),
        "handout": {
            **_tell_front(page, title),
            "events": _tell_events(site, events),
            "questions": {"title": say("handout.questions"), "items": list_questions(site)},
            "claims": _tell_claims(site, claims),
            "copying": _tell_copying(site),
        },
        "worksheet": tell_worksheet(site, events),
        "key": _tell_key(page, events, claims),
    }


def _tell_day(site: Site) -> Json:
    """Return the day of the edition as Typst wants it.

    PDF/A must have one: where the data gives none that PDF can write, it is the calendar's first.
    """
    day = site.day or "-"
    year, month, number = map(int, _NO_DAY if day.startswith("-") else day.split("-"))
    return {"year": year, "month": month, "day": number}


def _tell_front(page: PageWriter, title: str) -> Json:
    site, say = page.site, page.language.say
    original = site.essay.info.original
    addresses = {
        "handout.original": original and original.url,
        "handout.online": site.info.url,
    }
    return {
        "kicker": say("handout.kicker"),
        "title": title,
        "standfirst": site.essay.info.standfirst,
        "provenance": text_of(read_page(tell_provenance(page))),
        # words before and after an address, which is a link
        "addresses": [
            {"words": page.language.pattern(key).split("{address}"), "url": url}
            for key, url in addresses.items()
            if url
        ],
        "argument": {
            "title": say("home.argument"),
            "lead": say("handout.argument_lead"),
            "items": [sentence for _, sentence in pick_argument(site.essay.sections)],
        },
    }


def _tell_events(site: Site, events: Sequence[Event]) -> Json | None:
    if not events:
        return None
    say = site.language.say
    key = sum(event.key for event in site.events)
    lead = "handout.first_events" if key > len(events) else "handout.some_events"
    return {
        "title": say("home.drawing"),
        "lead": site.language.count(lead, len(site.events), shown=len(events), key=key),
        "head": [say(f"handout.head_{name}") for name in ("number", "date", "event")],
        "rows": [
            {
                "code": say("event.code", n=site.event_numbers[event.id]),
                "date": words(event.date, site.language.dates),
                "title": event.title,
                "status": _tell_status(site, event),
            }
            for event in events
        ],
    }


def _tell_status(site: Site, event: Event) -> str:
    """Return how well an event is established, and who denies it, as the timeline's pages do."""
    status = Labels(site.language).status_of(event)
    if not event.contested_by:
        return status
    names = ", ".join(site.actor(id).name for id in event.contested_by)
    return f"{status} · {site.language.say('timeline.contested', who=names)}"


def _tell_claims(site: Site, claims: Sequence[Claim]) -> Json | None:
    if not claims:
        return None
    say = site.language.say
    return {
        "title": say("handout.claims"),
        "lead": say("handout.claims_lead", date=_judged_on(site)),
        "because": say("handout.because"),
        "verdicts": [say(f"verdict.{verdict}") for verdict in JUDGED],
        "items": [
            {
                "statement": claim.statement.plain,
                "quote": say("claims.quote", quote=claim.quote) if claim.quote else "",
                "evidence": _tell_evidence(site, claim),
            }
            for claim in claims
        ],
    }


def _tell_evidence(site: Site, claim: Claim) -> list[str]:
    """Return what there is to weigh: quotes, else who to read, else that this is for the reader."""
    quoted = pick_evidence(site, claim)
    outlets = list_outlets(site, [*claim.sources, *claim.against])
    if outlets and not quoted:
        return [site.language.say("handout.to_read", names=", ".join(outlets))]
    if not quoted:
        return [site.language.say("handout.no_quote")]
    return [
        site.language.say("handout.quote", quote=quote, who=_name_source(site, source))
        for quote, source in quoted
    ]


def _name_source(site: Site, source: Source) -> str:
    who = source.outlet or source.shown_title
    if source.issued is None:
        return site.language.say("handout.undated", who=who)
    # a year alone on a line reads as a note to something else
    date = words(source.issued, site.language.dates).replace(" ", "\u00a0")
    return site.language.say("handout.dated", who=who, date=date)


def _judged_on(site: Site) -> str:
    """Return the essay's date in words: that of the text it retells, where there is one."""
    info = site.essay.info
    date = info.original.date if info.original else None
    return words(date or info.published, site.language.dates)


def _tell_copying(site: Site) -> str:
    """Return what may be copied: no more than the data says."""
    say, info = site.language.say, site.essay.info
    if info.license:
        return say("handout.copy_licensed", name=info.license)
    return say("handout.copy_unlicensed")


def _tell_key(page: PageWriter, events: Sequence[Event], claims: Sequence[Claim]) -> Json | None:
    """Return the answers: what the worksheet's order is, and what this site found."""
    site, say = page.site, page.language.say
    key = tell_event_key(site, events)
    if key is None and not claims:
        return None
    advice = ["handout.advice_print", "handout.advice_order", "handout.advice_key"]
    return {
        "title": say("handout.key"),
        "advice": [say(each) for each in advice[0 if key else 2 :]],
        "events": key,
        "claims": {
            "title": say("home.findings"),
            "lead": say("handout.findings_lead", date=_judged_on(site),
                        review=text_of(read_page(tell_review(page)))),
            "items": [_tell_finding(site, claim) for claim in claims],
        } if claims else None,
    }  # fmt: skip


def _tell_finding(site: Site, claim: Claim) -> Json:
    outlets = list_outlets(site, [*claim.sources, *claim.against])
    named = site.language.say("handout.sources", names=", ".join(outlets))
    return {
        "statement": claim.statement.plain,
        "mark": mark_of(claim),
        "verdict": Labels(site.language).verdict_of(claim),
        "reason": _give_reason(claim, claim.record, site.language) if claim.record else "",
        "sources": named if outlets else "",
    }


def _give_reason(claim: Claim, record: Prose, language: Language) -> str:
    """Return the first sentence of each paragraph, or the first few of the only one.

    A paragraph begins with what it has to say; a record of two turns in its second. The verdict
    stands before it.
    """
    inline = (token for token in record.tokens if token.type == "inline")
    texts = [tidy_spaces("".join(map(plain_of, token.children or ()))) for token in inline]
    texts[:1] = [Labels(language).drop_verdict(claim, text) for text in texts[:1]]
    if len(texts) == 1:
        return pick_sentences(texts[0], FINDING_LENGTH)
    return " ".join(find_sentence(text, 0) for text in texts)
