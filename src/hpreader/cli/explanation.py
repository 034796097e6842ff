"""Why a page reads as it does: the decisions on it as lines for a person, or as JSON objects."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hpreader.cli import output
from hpreader.i18n import N_, _, explain
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hpreader.model import Explanation, ExplanationStep

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
            for step in explanation.steps:
                output.json_line(_record(explanation.url, step))
        else:
            output.narrate(_("How {url} was read:").format(url=explanation.url))
            for line in _lines(explanation):
                output.narrate(f"  {line}")


def _record(url: str, step: ExplanationStep) -> dict[str, Any]:
    return {"event": "explain", "url": url, **asdict(step)}


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
