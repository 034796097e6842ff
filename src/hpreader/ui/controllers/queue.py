"""What waits for the network: links that were wanted and could not be fetched."""

from __future__ import annotations

from textual import work

from hpreader import model
from hpreader.ui.controllers.articles import Reading


class Waiting(Reading):
    """What shows the queue and takes things out of it."""

    def action_queue(self) -> None:
        """What waits for the network."""
        from hpreader.ui.dialogs.queue import QueueDialog  # noqa: PLC0415 - not for the first picture

        queue = self.newsroom.queue()
        dialog = QueueDialog(queue)

        def closed(picked: int | None) -> None:
            self._drop([queue[number].url for number in dialog.dropped])
            if picked is not None:
                left = [n for n in range(len(queue)) if n not in dialog.dropped]
                item = queue[left[picked]]
                self.open(model.ArticleAt(item.url, title=item.title))

        self.ask(dialog, closed)

    @work(group="queue")
    async def _drop(self, urls: list[str]) -> None:
        for url in urls:
            await self.newsroom.unqueue(url)
        self.say_status(state=self.newsroom.state())
