"""The columns of panes; what is clicked in them goes to the controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal, Vertical
from textual.geometry import Spacing
from textual.strip import Strip

from hpreader.i18n import _

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Region
    from textual.widget import Widget

    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.panes import article_messages, headline_messages
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.pane_factory import Panes
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.widgets.breadcrumbs import Breadcrumbs
    from hpreader.ui.widgets.captions import PaneTitle


ROOMY, LEFT, MOST = 140, 30, 36
"""From so many columns on, the panes at the left are so wide, or wider where a name needs it."""


def blank_lines(widget: Widget, crop: Region) -> list[Strip]:
    """The lines of a widget that is nothing but its background, made once and not one by one.

    All that is behind others made a twentieth of the first picture.
    """
    strip = Strip.blank(crop.width, widget.visual_style.rich_style)
    for line_filter in widget.get_line_filters():
        strip = strip.apply_filter(line_filter, widget.background_colors[1])
    return [strip] * crop.height


class Column(Vertical):
    """A column of panes."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the background."""
        return blank_lines(self, crop)


class PaneArea(Horizontal):
    """Sections and dates at the left, the headlines in the middle, the article at the right."""

    DEFAULT_CSS = """
    PaneArea { height: 1fr; layout: horizontal; }
    PaneArea #left { width: 24; height: 1fr; background: $surface; }
    PaneArea #middle { width: 1fr; height: 1fr; }
    PaneArea #right { width: 2fr; height: 1fr; background: $background; layers: default above; }
    /* From 120 columns three panes, from 80 two, else one. The article has what the others leave. */
    .-three #middle { width: 30%; min-width: 32; max-width: 56; }
    .-three #right { width: 1fr; }
    .-two #right, .-one #right { display: none; width: 1fr; }
    .-two.-at-article #right { display: block; }
    .-two.-at-article #left, .-two.-at-article #middle { display: none; }
    .-one #left, .-one #middle { display: none; width: 1fr; }
    .-one.-at-left #left, .-one.-at-headlines #middle, .-one.-at-article #right { display: block; }
    """
    SCOPED_CSS = False

    def __init__(self, headlines: Headlines, title: PaneTitle) -> None:
        super().__init__(id="panes")
        self._headlines = headlines
        self._title = title
        self._left = Column(id="left")
        self._columns = 0
        self._sections: Sections | None = None
        self.controllers: Controllers | None = None
        """What does what is clicked; they come with the other panes."""
        self._was_empty = True

    def compose(self) -> ComposeResult:
        """The headlines, which are what one waits for; the other panes come a frame later."""
        yield self._left
        with Column(id="middle", classes="column"):
            yield self._title
            yield self._headlines

    @property
    def early_region(self) -> Region:
        """The headlines and their title, as far as they are where they will be with all panes."""
        # The keys come below the status line, so that it takes the last line of the panes.
        return self.query_one("#middle").region.shrink(Spacing(bottom=1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the background."""
        return blank_lines(self, crop)

    def on_resize(self, event: events.Resize) -> None:
        """There is another width to divide."""
        self.fit(event.size.width)

    def fit(self, columns: int) -> None:
        """Divide so many columns: where there is room, no name of a section is cut."""
        self._columns = columns
        needed = self._sections.needed_width if self._sections is not None else 0
        width = min(max(LEFT, needed), MOST, columns // 4) if columns >= ROOMY else None
        before = (
            self._left.styles.inline.width if self._left.styles.inline.has_rule("width") else None
        )
        if width != (before.cells if before is not None else None):
            self._left.styles.width = width

    async def mount_panes(self, panes: Panes) -> None:
        """Mount the panes beside the headlines."""
        from hpreader.ui.panes.pane_factory import PaneBox  # noqa: PLC0415 - slow to import

        self._sections = panes.sections
        self.fit(self._columns)
        await self._left.mount(
            PaneBox(_("Sections"), panes.sections, "sections"),
            PaneBox(_("Dates"), panes.dates, "dates"),
        )
        await self.mount(
            Column(panes.breadcrumbs, panes.welcome, panes.article, panes.preview, id="right")
        )

    def _after_click(self) -> Controllers | None:
        """What carries out a click; a dialog that was to open later does not open over that."""
        if self.controllers is not None:
            self.controllers.stories.drop_dialog()
        return self.controllers

    # --- the panes on the left, the headlines -------------------------------------------------

    def on_sections_chosen(self, message: Sections.Chosen) -> None:
        """A line of the sections was clicked."""
        if (controllers := self._after_click()) is not None:
            controllers.lists.show(message.choice)

    def on_sections_lines_changed(self) -> None:
        """There are other sections, perhaps with longer names."""
        self.fit(self._columns)

    def on_dates_chosen(self, message: Dates.Chosen) -> None:
        """A day was clicked; None: the chosen one, once more."""
        if (controllers := self._after_click()) is not None:
            controllers.lists.show_day(message.day)

    def on_headlines_chosen(self, message: headline_messages.Chosen) -> None:
        """A headline was clicked."""
        if (controllers := self._after_click()) is not None:
            controllers.articles.open_selected(message.headline)

    def on_headlines_moved(self, message: headline_messages.Moved) -> None:
        """Which commands are possible depends on there being a headline."""
        if self.controllers is not None:
            self.controllers.trail_store.settle()
        is_empty = message.headline is None
        if is_empty or is_empty != self._was_empty:
            self.screen.refresh_bindings()
        self._was_empty = is_empty

    # --- the article --------------------------------------------------------------------------

    def on_breadcrumbs_chosen(self, message: Breadcrumbs.Chosen) -> None:
        """A step of the trail was clicked, or the list where it began."""
        if self.controllers is not None and message.step < 0:
            self.controllers.focus.go_to(self._headlines)
        elif (controllers := self._after_click()) is not None:
            controllers.trail.jump(message.step)

    def on_article_pane_followed(self, message: article_messages.Followed) -> None:
        """A link was clicked, or its letters were typed."""
        if (controllers := self._after_click()) is not None:
            controllers.links.follow(message.url, message.title)

    def on_article_pane_focused(self, message: article_messages.Focused) -> None:
        """Another one of the other news has the focus, or none."""
        if self.controllers is not None:
            self.controllers.previews.show(message.number, is_low=message.is_low)

    def on_article_pane_left_by_click(self) -> None:
        """Everything again: there is no line of keys to click on while only the article is shown."""
        if self.controllers is not None:
            self.controllers.focus.set_zen(False)

    def on_article_pane_find_ended(self) -> None:
        """Nothing is looked for in the article any more."""
        if self.controllers is not None:
            self.controllers.find.ended()

    def on_article_pane_scrolled(self) -> None:
        """Another line of the article is on top."""
        if self.controllers is not None:
            self.controllers.trail_store.scrolled()

    def on_article_pane_read_through(self) -> None:
        """Space at the end: on to the next unread article."""
        if self.controllers is not None:
            self.controllers.articles.open_neighbour(1, unread=True)

    def on_article_pane_images_needed(self, message: article_messages.ImagesNeeded) -> None:
        """Photos come near."""
        if self.controllers is not None:
            self.controllers.photos.fetch(message.wanted, message.article.url)

    def on_article_pane_image_clicked(self, message: article_messages.ImageClicked) -> None:
        """A photo was clicked."""
        if self.controllers is not None:
            self.controllers.photos.show(message.number)
