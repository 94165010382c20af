"""What readers see of the contract's closed vocabularies, and a shape for each verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from build_content.languages import Language
from build_content.model import Actor, Claim, Event, Point

# told apart by shape, so that greyscale and colour-blind eyes lose nothing
MARK: Final[Mapping[str, str]] = {
    "accurate": "✓",
    "outdated": "◷",
    "imprecise": "≈",
    "partly-supported": "◐",
    "contradicted": "✗",
    "unproven": "?",
    "unchecked": "○",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of records in one language."""

    language: Language

    def status_of(self, event: Event) -> str:
        """Return an event's status as readers see it: with the name of who claims it."""
        if event.status == "asserted":
            return self.language.say("status.asserted_by", who=event.attribution)
        return self.language.say(f"status.{event.status}")

    def code_of(self, number: int) -> str:
        """Return what an event is called on paper by its number in the timeline: 'E12'."""
        return self.language.say("event.code", n=number)

    def verdict_of(self, claim: Claim) -> str:
        """Return a claim's verdict as readers see it, or its kind where it is not judged."""
        if claim.verdict:
            return self.language.say(f"verdict.{claim.verdict}")
        return self.language.say("verdict.not_rated", kind=self.kind_of(claim))

    def drop_verdict(self, claim: Claim, told: str, write: Callable[[str], str] = str) -> str:
        """Return what is told of a claim without the sentence that only gives its verdict.

        A record often begins with its verdict, which stands beside it: that is not said twice.
        `write` is what the telling has been through: escaping.
        """
        if not claim.verdict:
            return told
        rest = told.removeprefix(write(f"{self.verdict_of(claim)}."))
        # an ellipsis or the like: the sentence went on
        return rest.lstrip() if not rest or rest[0].isspace() else told

    def record_of(self, claim: Claim) -> str:
        """Return what sources say of a claim, in plain words, without its verdict; or nothing."""
        return self.drop_verdict(claim, claim.record.plain) if claim.record else ""

    def kind_of(self, claim: Claim) -> str:
        """Return what kind of assertion a claim is, as readers see it."""
        return self.language.say(f"claim_kind.{claim.kind}")

    def value_of(self, point: Point) -> str:
        """Return a number as it was stated: with its bound, without its unit."""
        return self.language.say(f"bound.{point.bound}", value=self.language.number(point.value))

    def range_of(self, point: Point) -> str:
        """Return the range that was stated beside a number, or nothing."""
        say, number = self.language.say, self.language.number
        if point.low is not None and point.high is not None:
            return say("numbers.range", low=number(point.low), high=number(point.high))
        if point.low is not None:
            return say("numbers.low", low=number(point.low))
        return say("numbers.high", high=number(point.high)) if point.high is not None else ""


def short_name_of(actor: Actor) -> str:
    """Return an actor's initials where they are among its aliases, else its name.

    "NIS" is short for South Korea's National Intelligence Service, and in use; "DoD" says nothing
    to who knows the Pentagon.
    """
    initials = "".join(word[0] for word in actor.name.split() if word[0].isupper())
    return next(
        (alias for alias in actor.aliases if len(alias) > 1 and initials.endswith(alias)),
        actor.name,
    )


def is_quiet(claim: Claim) -> bool:
    """Tell whether a claim's passage needs no more than a small mark: it holds, or is a view."""
    return claim.verdict in (None, "accurate")


def mark_of(claim: Claim) -> str:
    """Return the shape that stands for a claim's verdict; nothing where there is none."""
    return MARK[claim.verdict] if claim.verdict else ""
