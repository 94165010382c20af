"""The filter over the timeline or the claims: it stays hidden until a script can answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_content.languages import Language
from build_content.model import STATUSES, Claim, Event, Site
from build_content.model.records import CLAIM_KINDS, VERDICTS
from build_content.pages.years import Year
from build_content.text.escape import escape_attribute, escape_html

Choices = Mapping[str, str]
"""What can be chosen, in the order it is shown: value to words."""


def write_filter(site: Site, years: Sequence[Year]) -> str:
    """Return the filter of events as an HTML block that stands outside Markdown."""
    events = [event for year in years for event in year.events]
    parts = [
        _write_boxes("lane", _list_lanes(site, events), site.language),
        _write_boxes("status", _list_statuses(site, events), site.language),
        _write_menu("actor", _list_actors(site, events), site.language),
        *_write_years(years, site.language),
    ]
    return _write_block("events", len(events), parts, site.language)


def write_claims_filter(claims: Sequence[Claim], language: Language) -> str:
    """Return the filter of claims, by verdict and by kind, as `write_filter` does."""
    verdicts, kinds = ({claim.verdict for claim in claims}, {claim.kind for claim in claims})
    parts = [
        _write_boxes(
            "verdict",
            {name: language.say(f"verdict.{name}") for name in VERDICTS if name in verdicts},
            language,
        ),
        _write_boxes(
            "kind",
            {name: language.say(f"claim_kind.{name}") for name in CLAIM_KINDS if name in kinds},
            language,
        ),
    ]
    return _write_block("claims", len(claims), parts, language)


def _write_block(what: str, total: int, parts: Sequence[str], language: Language) -> str:
    """Return the filter over a list of events or claims.

    What it says while it works stands in its `data-` attributes, with fields in braces for the
    script to fill in. It is no `form`: nothing is sent, and Enter must not undo a choice.
    """
    title, clear = language.say(f"filter.{what}_title"), language.say(f"filter.{what}_clear")
    label, script = escape_attribute(title), _tell_script(what, total, language)
    return "\n".join(
        [
            f'<div class="filter" role="search" aria-label="{label}" hidden {script}>',
            "<details>",
            f"<summary>{escape_html(title)}</summary>",
            *filter(None, parts),
            "</details>",
            f'<p><output></output> <button type="button" hidden>{escape_html(clear)}</button></p>',
            "</div>",
            '<p class="filtered" hidden></p>',
        ]
    )


def _tell_script(what: str, total: int, language: Language) -> str:
    """Return the words that the script fills in and shows, as attributes."""
    said = {
        "shown": language.count(f"filter.{what}_shown", total, shown="{shown}"),
        "note": language.count(
            f"filter.{what}_note", total, hidden="{hidden}", choices="{choices}"
        ),
        "part": language.say("filter.part", shown="{shown}", all="{all}"),
        "out": language.say("filter.out", name="{name}"),
        "some": language.say("filter.some", name="{name}", shown="{shown}", all="{all}"),
        "choice": language.say("filter.choice", kind="{kind}", choice="{choice}"),
        "option": language.say("filter.option", choice="{choice}", n="{n}"),
    }
    return " ".join(f'data-{name}="{escape_attribute(text)}"' for name, text in said.items())


def _list_lanes(site: Site, events: Sequence[Event]) -> Choices:
    used = {event.lane for event in events}
    return {lane.id: lane.name for lane in site.lanes if lane.id in used}


def _list_statuses(site: Site, events: Sequence[Event]) -> Choices:
    used = {event.status for event in events}
    return {kind: site.language.say(f"status.{kind}") for kind in STATUSES if kind in used}


def _list_actors(site: Site, events: Sequence[Event]) -> Choices:
    used = {id for event in events for id in event.actors}
    named = {id: site.actor(id).name for id in used}
    return dict(sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])))


def _write_boxes(kind: str, choices: Choices, language: Language) -> str:
    """Return a group of boxes to tick, of which any may fit; nothing where there is no choice."""
    if len(choices) < 2:
        return ""
    boxes = "\n".join(
        f'<label><input type="checkbox" name="{kind}" value="{value}"> '
        f'<span>{escape_html(text)}</span> <span class="tally"></span></label>'
        for value, text in choices.items()
    )
    legend = escape_html(language.say(f"filter.{kind}"))
    return f"<fieldset>\n<legend>{legend}</legend>\n{boxes}\n</fieldset>"


def _write_menu(kind: str, choices: Choices, language: Language) -> str:
    """Return a menu of which one may be chosen; nothing where there is no choice."""
    if not choices:
        return ""
    anything = escape_html(language.say(f"filter.{kind}_any"))
    options = "\n".join(
        f'<option value="{value}">{escape_html(text)}</option>' for value, text in choices.items()
    )
    label = escape_html(language.say(f"filter.{kind}"))
    return (
        f'<label class="menu"><span>{label}</span> <select name="{kind}">\n'
        f'<option value="">{anything}</option>\n{options}\n</select></label>'
    )


def _write_years(years: Sequence[Year], language: Language) -> Iterator[str]:
    """Yield the menus of the first and the last year, where there are several."""
    choices = {str(year.number): year.heading for year in years}
    if len(choices) > 1:
        yield _write_menu("from", choices, language)
        yield _write_menu("to", choices, language)
