"""What waits for the network: links that were opened and could not be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask


class Queue:
    """Shows the queue and takes things out of it."""

    def __init__(
        self,
        newsroom: Newsroom,
        articles: Articles,
        messages: Messages,
        background: Background,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._articles = articles
        self._messages = messages
        self._background = background
        self._ask = ask

    def show(self) -> None:
        """What waits for the network, in a dialog."""
        from hpreader.ui.dialogs.queue import QueueDialog  # noqa: PLC0415 - not for the first picture

        queue = self._newsroom.queue.get_all()
        dialog = QueueDialog(queue)

        def closed(picked: int | None) -> None:
            self._background.start(self._drop([queue[n].url for n in dialog.dropped]), "queue")
            if picked is not None:
                left = [n for n in range(len(queue)) if n not in dialog.dropped]
                item = queue[left[picked]]
                self._articles.open(model.ArticleRef(item.url, title=item.title))

        self._ask(dialog, closed)

    async def _drop(self, urls: list[str]) -> None:
        for url in urls:
            await self._newsroom.queue.remove(url)
        self._messages.show_status(state=self._newsroom.state())
