"""Every command has a journey by keyboard, and one by mouse: what has none is new."""

from hpreader.ui.commands import COMMANDS
from tests.support.journey import BY_KEYBOARD, BY_MOUSE
from tests.ui import (
    test_followed_places,
    test_journeys_brief,
    test_journeys_edits,
    test_journeys_help,
    test_journeys_lists,
    test_journeys_mouse,
    test_journeys_reading,
    test_journeys_rules,
    test_settings,
    test_stories,
)

HAVE_JOURNEYS = (
    test_followed_places,
    test_journeys_brief,
    test_journeys_edits,
    test_journeys_help,
    test_journeys_lists,
    test_journeys_mouse,
    test_journeys_reading,
    test_journeys_rules,
    test_settings,
    test_stories,
)
"""Imported for the commands that their journeys name."""

WITHOUT_A_NAME = {
    **{
        f"number_{number}": "the line of the other news itself is clicked"
        for number in range(1, 10)
    },
    "previous_match": "the words to find have to be typed",
}
"""Commands that the mouse is not used for, and why."""


def test_every_command_is_made_by_its_key_in_a_journey() -> None:
    assert set(COMMANDS) - BY_KEYBOARD == set()


def test_every_command_is_made_by_the_mouse_in_a_journey_or_it_is_said_why_not() -> None:
    assert HAVE_JOURNEYS
    assert set(COMMANDS) - BY_MOUSE == set(WITHOUT_A_NAME)
