"""What the user's own commands are: `[commands]` in config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

CommandInput = Literal["text", "markdown", "html", "json", "speech", "none"]
"""The form of an article on the command's stdin; `speech` is text to be read aloud."""
COMMAND_INPUTS: tuple[CommandInput, ...] = get_args(CommandInput)

CommandOutput = Literal["pane", "message", "none"]
"""Where the command's stdout is shown: in a dialog, in the message line, nowhere."""
COMMAND_OUTPUTS: tuple[CommandOutput, ...] = get_args(CommandOutput)

PLACEHOLDERS = ("url", "title", "source", "section", "date", "id")
"""The facts of an article that may be in a command or an address, as `{url}`."""


@dataclass(frozen=True, slots=True)
class UserCommand:
    """A program that gets an article, or an address that is opened with its facts in it."""

    name: str
    """The name of its table in config.toml."""
    title: str
    """Its words in the palette and the help."""
    keys: str = ""
    """Textual's names of its keys, separated by commas; empty where it has none."""
    run: tuple[str, ...] | str = ()
    """The program and its arguments, or a line for the shell; empty for an address."""
    open: str = ""
    """The address to open, with placeholders; empty for a program."""
    input: CommandInput = "text"
    output: CommandOutput = "pane"
    line: int = 0
    """Where it is in config.toml, counted from 1; 0 where that is not known."""
