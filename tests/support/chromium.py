"""A headless Chromium, driven over the DevTools protocol by a pipe.

The protocol (https://chromedevtools.github.io/devtools-protocol/) is JSON messages that end with a
zero byte, on the file descriptors 3 and 4 (`--remote-debugging-pipe`): no library is needed for it.
"""

import asyncio
import base64
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

PROGRAM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(
    PROGRAM is None, reason="no chromium here (Debian: apt install chromium)"
)
PATIENCE = 60
"""Seconds after which what is waited for will not come any more."""

KEYS = {
    "Enter": (13, "\r"), "Backspace": (8, ""), "Escape": (27, ""), "Tab": (9, "\t"), "F1": (112, ""),
    "F5": (116, ""), "ArrowLeft": (37, ""), "ArrowDown": (40, ""), "Space": (32, " "),
}  # fmt: skip
"""Keys that are no letters: their number (`windowsVirtualKeyCode`) and their text."""
ALT, CONTROL = 1, 2

Message = dict[str, Any]


class Chromium:
    """The browser."""

    def __init__(self, to: asyncio.StreamWriter, back: asyncio.StreamReader) -> None:
        self._to = to
        self._back = back
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._tabs: dict[str, Tab] = {}
        self.targets: dict[str, str] = {}
        """The address of each tab that is open, by its id."""
        self._first: set[str] = set()
        self._changed = asyncio.Event()

    async def call(self, method: str, session: str | None = None, **parameters: Any) -> Message:
        """Call a method and return its result."""
        number = len(self._replies) + 1
        message = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        reply = asyncio.get_running_loop().create_future()
        self._replies[number] = reply
        self._to.write(json.dumps(message).encode() + b"\0")
        async with asyncio.timeout(PATIENCE):
            answer: Message = await reply
        assert "error" not in answer, (method, answer)
        result: Message = answer["result"]
        return result

    async def listen(self) -> None:
        """Take what the browser sends until its end."""
        buffer = b""
        while part := await self._back.read(1_000_000):
            *messages, buffer = (buffer + part).split(b"\0")
            for text in messages:
                self._take(json.loads(text))

    def _take(self, message: Message) -> None:
        if "id" in message:
            reply = self._replies[message["id"]]
            if not reply.done():
                reply.set_result(message)
            return
        parameters = message["params"]
        match message["method"]:
            case "Target.targetCreated" | "Target.targetInfoChanged":
                info = parameters["targetInfo"]
                if info["type"] == "page":
                    self.targets[info["targetId"]] = info["url"]
            case "Target.targetDestroyed":
                self.targets.pop(parameters["targetId"], None)
            case method if (tab := self._tabs.get(message.get("sessionId", ""))) is not None:
                tab.take(method, parameters)
        self._changed.set()

    async def until(self, found: Callable[[], Any], what: Callable[[], object] = str) -> Any:
        """Wait until something is true, looked at again with each event."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (value := found()):
                    self._changed.clear()
                    await self._changed.wait()
                return value
        except TimeoutError:
            raise AssertionError(what()) from None

    async def open(self, address: str, script: str = "", **features: str) -> "Tab":
        """Open a tab.

        Args:
            address: where it goes.
            script: what is run before the scripts of each page.
            features: what CSS asks for, such as `prefers_color_scheme="light"`.
        """
        if not self._tabs:
            self._first = set(self.targets)
        made = await self.call("Target.createTarget", url="about:blank")
        target = made["targetId"]
        joined = await self.call("Target.attachToTarget", targetId=target, flatten=True)
        tab = self._tabs[joined["sessionId"]] = Tab(self, target, joined["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            await tab.call(f"{domain}.enable")
        wanted = [{"name": n.replace("_", "-"), "value": v} for n, v in features.items()]
        await tab.call("Emulation.setEmulatedMedia", features=wanted)
        await tab.call("Emulation.setFocusEmulationEnabled", enabled=True)
        if script:
            await tab.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        await tab.go(address)
        return tab

    async def close_tabs(self) -> None:
        """Close what was opened, also by pages; the empty tab of the start stays."""
        for target in [each for each in self.targets if each not in self._first]:
            await self.call("Target.closeTarget", targetId=target)
        await self.until(lambda: set(self.targets) <= self._first, lambda: self.targets)
        self._tabs.clear()


class Tab:
    """One tab: what it asked the network for, what came by its websocket, and its keyboard."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self.browser = browser
        self.target = target
        self._session = session
        self.requests: list[str] = []
        """The addresses of all requests, those of websockets too."""
        self.statuses: dict[str, int] = {}
        self.drawn = b""
        """What has come by websockets in binary frames."""
        self.is_connected = False
        self.complaints: list[str] = []
        """Errors of scripts, and what the browser has refused."""
        self._loaded = 0

    def take(self, method: str, event: Message) -> None:
        """Take an event."""
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(event["request"]["url"])
            case "Network.responseReceived":
                self.statuses[event["response"]["url"]] = event["response"]["status"]
            case "Network.webSocketCreated":
                self.requests.append(event["url"])
                self.is_connected = True
            case "Network.webSocketClosed":
                self.is_connected = False
            case "Network.webSocketFrameReceived":
                frame = event["response"]
                if frame["opcode"] == 2:
                    self.drawn += base64.b64decode(frame["payloadData"])
            case "Runtime.exceptionThrown":
                details = event["exceptionDetails"]
                self.complaints.append(str(details.get("exception", details)))
            case "Log.entryAdded":
                if event["entry"]["level"] == "error":
                    self.complaints.append(event["entry"]["text"])
            case "Page.loadEventFired":
                self._loaded += 1

    async def call(self, method: str, **parameters: Any) -> Message:
        """Call a method for this tab."""
        return await self.browser.call(method, self._session, **parameters)

    async def go(self, address: str) -> None:
        """Go to an address."""
        before = self._loaded
        await self.call("Page.navigate", url=address)
        await self.browser.until(lambda: self._loaded > before)

    async def reload(self) -> None:
        """Load the page again."""
        before = self._loaded
        await self.call("Page.reload")
        await self.browser.until(lambda: self._loaded > before)

    async def close(self) -> None:
        """Close it."""
        await self.browser.call("Target.closeTarget", targetId=self.target)

    async def evaluate(self, script: str) -> Any:
        """The value of an expression, of a promise when it is kept."""
        answer = await self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def wait_for(self, words: str) -> None:
        """Wait until some words were drawn since `forget`."""
        await self.browser.until(lambda: words.encode() in self.drawn, lambda: self.drawn[-3_000:])

    def forget(self) -> None:
        """Leave what was drawn until now."""
        self.drawn = b""

    async def press(self, key: str, modifiers: int = 0) -> None:
        """Press a key and let it go: a letter, or one of `KEYS`."""
        number, text = KEYS.get(key, (ord(key.upper()) if len(key) == 1 else 0, key))
        name = " " if key == "Space" else key
        parts: Message = {
            "key": name, "code": f"Key{key.upper()}" if key.isascii() and key.isalpha() and len(key) == 1 else key,
            "windowsVirtualKeyCode": number, "modifiers": modifiers,
        }  # fmt: skip
        typed = {"text": text} if text and not modifiers else {}
        kind = "keyDown" if typed else "rawKeyDown"
        await self.call("Input.dispatchKeyEvent", type=kind, **typed, **parts)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **parts)

    async def resize(self, width: int, height: int) -> None:
        """Have a window of so many pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def picture(self) -> bytes:
        """What the tab looks like, as a PNG."""
        answer = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])


@asynccontextmanager
async def chromium(profile: Path, *more: str) -> AsyncIterator[Chromium]:
    """Run the browser while in the block.

    Args:
        profile: the directory of its profile.
        more: options of its command line.
    """
    assert PROGRAM is not None
    options = [
        "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--enable-unsafe-swiftshader",
        "--window-size=1300,760", f"--user-data-dir={profile}", *more,
    ]  # fmt: skip
    script = 'exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null'
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", script, "sh", PROGRAM, *options,
        stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    browser = Chromium(process.stdin, process.stdout)
    listening = asyncio.create_task(browser.listen())
    try:
        await browser.call("Target.setDiscoverTargets", discover=True)
        yield browser
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await listening
        await process.communicate()
