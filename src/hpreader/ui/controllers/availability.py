"""Which commands can be done now: what cannot is greyed in help and hints, and its key is idle."""

from __future__ import annotations

from hpreader.i18n import N_
from hpreader.ui.commands import COMMANDS
from hpreader.ui.controllers.marks import Marking
from hpreader.ui.controllers.trail import Travelling
from hpreader.ui.controllers.view import Looking

NEXT_MATCH = N_("Next match")
FIND = N_("Find")
NEED_ARTICLE = frozenset(
    {"related", "number", "hints", "find", "zen", "wider", "narrower", "photo"}
)
NEED_SUBJECT = frozenset({"toggle_read", "toggle_saved", "browse", "copy_link", "copy_article"})


class Availability(Travelling, Marking, Looking):
    """Answers Textual's `check_action` for the whole screen."""

    @property
    def _is_finding(self) -> bool:
        return self.is_reading and bool(self.article.text_find.current.query)

    @property
    def has_level_above(self) -> bool:
        """Is there something to leave before one is out?"""
        return (
            (self.prompt is not None and self.prompt.is_open)
            or self.is_waiting
            or self.has_class("-zen")
            or self.pane is not self.headlines
            or bool(self.list_query.text)
        )

    def title_of(self, command: str) -> str:
        """What a key does just now, as a message id."""
        if command == "up_level" and not self.has_level_above:
            return COMMANDS["quit"].title
        if command == "next_unread" and self._is_finding:
            return NEXT_MATCH
        if command == "filter" and self.is_reading:
            return FIND
        return super().title_of(command)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True: it can be done; None: not now, shown in grey."""
        if not self.panes_ready:
            return True if action in ("quit", "up_level", "escape") else None
        return True if self._is_possible(action, parameters) else None

    def _is_possible(self, action: str, parameters: tuple[object, ...]) -> bool:
        article = self.article.article
        if action in NEED_SUBJECT:
            return bool(self.subject_id)
        if action in NEED_ARTICLE and article is None:
            return False
        match action:
            case "back":
                return self.history.can_go_back
            case "forward":
                return self.history.can_go_forward
            case "branch":
                return self.branch_step is not None
            case "undo":
                return self.can_undo
            case "related":
                return article is not None and bool(article.related)
            case "number":
                number = parameters[0] if parameters else 0
                return (
                    article is not None
                    and isinstance(number, int)
                    and number <= len(article.related)
                )
            case "previous_match":
                return bool(self.article.text_find.current.query)
            case "all_days":
                return self.list_query.day is not None
            case "leave":
                return self.pane is not self.sections
            case "all_read" | "next_article" | "previous_article" | "previous_unread":
                return self.headlines.window.count > 0
            case "next_unread":
                return self.headlines.window.count > 0 or self._is_finding
            case "filter":
                return (
                    self.is_reading or self.headlines.window.count > 0 or bool(self.list_query.text)
                )
            case _:
                return True
