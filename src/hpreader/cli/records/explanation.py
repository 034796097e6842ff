"""Why a page reads as it does: the decisions on it as lines for a person, or as JSON objects."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hpreader.cli import output
from hpreader.i18n import N_, _, explain
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hpreader.model import Explanation, ExplanationStep
    from hpreader.places.mentions import Mention

SENTENCES = {
    ("profile", "marker"): N_("site profile: {detail}, recognised by {text}"),
    ("profile", "host"): N_("site profile: {detail}, by the site's address"),
    ("profile", "none"): N_("site profile: none fits; the article was looked for"),
    ("profile", "stale"): N_("the profile {detail} was written for this site and cannot read the page"),
    ("body", "profile"): N_("article: {element}, as the profile {detail} says ({length} characters)"),
    ("body", "site_name"): N_("article: {element}, as the site itself names it ({length} characters)"),
    ("body", "readability"): N_("article: {element}, chosen by readability ({length} characters)"),
    ("body", "prose"): N_("article: {element}, where most of the prose is ({length} characters)"),
    ("body", "documents"): N_("article: {element}, a post of documents"),
    ("body", "headline"): N_("article: {element}, the text below the headline ({length} characters)"),
    ("body", "images"): N_("article: {element}, a post of images"),
    ("body", "jsonld"): N_("article: the text that the page gives in JSON-LD ({length} characters)"),
    ("statement", "confirms"): N_("the text in JSON-LD confirms it"),
    ("statement", "other_text"): N_("the text in JSON-LD is another one, and was believed"),
    ("completeness", "whole"): N_("the page has the whole article"),
    ("completeness", "part"): N_("the page has a part of the article only"),
    ("completeness", "next_page"): N_("further page: {detail}"),
    ("completeness", "wall"): N_("a box asks for a login or a subscription: {element}"),
    ("problem", "list_of_teasers"): N_("no article: the text is a list of teasers, or a notice beside one"),
}  # fmt: skip
"""The sentence for each step and rule that has one of its own."""
RULES = {
    "drop": N_("rule {detail} of the profile"),
    "related_box": N_("other news"),
    "boilerplate": N_("not the article's text"),
    "column": N_("a column of teasers"),
    "not_stated": N_("not in the text in JSON-LD"),
    "tag": N_("its tag"),
    "hidden": N_("not shown"),
    "name": N_("its name"),
    "form": N_("a form"),
    "deleted": N_("struck out"),
    "formula": N_("a formula once more"),
    "clutter": N_("a line of buttons, dates or notices"),
    "signature": N_("read as byline or origin"),
    "repeated": N_("said already, or below the article"),
    "fact": N_("read as date, section or byline"),
    "lede": N_("read as the lede"),
}
"""Why something was left out."""


def print_explanations(explanations: Sequence[Explanation], *, as_json: bool) -> None:
    """Print the decisions on each page: JSON objects on stdout, or sentences on stderr."""
    for explanation in explanations:
        if as_json:
            for record in explanation_records(explanation):
                output.json_line(record)
        else:
            for line in explanation_lines(explanation):
                output.narrate(line)


PLACE_RULES = {
    "unit": N_("a ward or commune with the word for it"),
    "former": N_("a unit until June 2025"),
    "district": N_("a former district"),
    "list": N_("in a list of such names"),
    "bare": N_("a name that needs no such word"),
    "city": N_("the city, in the title or the teaser"),
}
"""How a place was recognised."""


def print_places(mentions: Iterable[Mention], url: str, *, as_json: bool) -> None:
    """Print which places an article names, and by which words, as `print_explanations` prints."""
    for mention in mentions:
        if as_json:
            record = {"text": mention.excerpt, "labels": list(mention.labels)}
            output.json_line(
                {"event": "explain", "url": url, "step": "place", "rule": mention.rule, **record}
            )
        else:
            sentence = _("place: {places}, by “{text}” ({rule})").format(
                places=", ".join(mention.labels),
                text=mention.excerpt,
                rule=_(PLACE_RULES[mention.rule]),
            )
            output.narrate(f"  {sentence}")


def explanation_records(explanation: Explanation) -> list[dict[str, Any]]:
    """The decisions on a page as JSON objects."""
    return [
        {"event": "explain", "url": explanation.url, **asdict(step)} for step in explanation.steps
    ]


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The decisions on a page as sentences, below the address."""
    yield _("How {url} was read:").format(url=explanation.url)
    for line in _lines(explanation):
        yield f"  {line}"


def _lines(explanation: Explanation) -> Iterator[str]:
    for step in explanation.steps:
        fields = asdict(step)
        if sentence := SENTENCES.get((step.step, step.rule)):
            yield _(sentence).format(**fields)
        elif step.step == "problem":
            yield explain(Problem(step.rule, explanation.url, step.detail))  # type: ignore[arg-type]
        else:
            yield _line_about(step, fields)


def _line_about(step: ExplanationStep, fields: dict[str, Any]) -> str:
    rule = _(RULES.get(step.rule, step.rule)).format(**fields)
    sentence = _("left out") if step.step == "excluded" else _("kept, within a sentence")
    more = "…" if step.length > len(step.text) else ""
    what = " ".join(filter(None, (step.element, f"“{step.text}{more}”" if step.text else "")))
    return f"{sentence} ({rule}): {what}"
