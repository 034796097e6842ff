"""The passwords of accounts: a command of the user's prints them, or the system's keyring has them.

Data: from that command or the keyring to the one request that logs in, and nowhere else.
"""

from __future__ import annotations

import os
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.model.accounts import Account

SERVICE: Final = "hpreader"
"""The service by which the keyring has the passwords; the user there is `NAME@ADDRESS`."""


FILE_NAME: Final = "account-commands"
"""Beside the user data: the hashes of the commands that the user gave on this machine."""


class TrustedCommands:
    """The commands that the user gave here: what only came with a backup or another's file is not run."""

    def __init__(self, data: Path) -> None:
        """Prepare them.

        Args:
            data: the file of the user data, beside which they are kept; no backup contains them.
        """
        self._path = data.with_name(FILE_NAME)

    def contains(self, account: Account) -> bool:
        """Did the user give the command of this account here?"""
        return not account.password_command or _digest(account) in self._read()

    def add(self, account: Account) -> None:
        """Trust the command of an account.

        Raises:
            ProblemError: the file cannot be written.
        """
        if self.contains(account):
            return
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with os.fdopen(os.open(self._path, flags, 0o600), "a") as file:
                file.write(f"{_digest(account)}\n")
        except OSError as error:
            raise ProblemError(Problem("disk", str(self._path), error.strerror or "")) from error

    def _read(self) -> frozenset[str]:
        try:
            return frozenset(self._path.read_text("ascii").split())
        except (OSError, ValueError):
            return frozenset()


def _digest(account: Account) -> str:
    """The hash of a command with the server and the user that it is for."""
    text = "\0".join((account.server, account.user, account.password_command))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


async def password_of(account: Account) -> str | Problem:
    """The password of an account, or why there is none; a command may ask the user for it elsewhere."""
    if not account.password_command:
        return await _in_keyring(account)
    from hpreader.user_process import UserProcess  # noqa: PLC0415 - only with a command

    result = await UserProcess(account.password_command, b"").run()
    password = result.output.partition("\n")[0]
    if result.status == 0 and password:
        return password
    detail = result.error or ("" if result.status is None else f"exit status {result.status}")
    return Problem("no_password", account.name, detail)


async def put_in_keyring(account: Account, password: str) -> None:
    """Put the password of an account into the keyring.

    Raises:
        ProblemError: no_password: there is no keyring.
    """
    result = await _ask_keyring("set_password", account, password)
    if isinstance(result, Problem):
        raise ProblemError(result)


async def remove_from_keyring(account: Account) -> None:
    """Remove it there, if it is there."""
    if not account.password_command:
        await _ask_keyring("delete_password", account)


def has_keyring() -> bool:
    """Is the library for keyrings installed?"""
    from importlib.util import find_spec  # noqa: PLC0415 - only `account add` asks

    return find_spec("keyring") is not None


async def _in_keyring(account: Account) -> str | Problem:
    found = await _ask_keyring("get_password", account)
    if isinstance(found, Problem):
        return found
    if not isinstance(found, str) or not found:
        return Problem("no_password", account.name, "keyring")
    return found


async def _ask_keyring(function: str, account: Account, *values: str) -> Any:
    import asyncio  # noqa: PLC0415 - only those with accounts need it

    try:
        keyring = await asyncio.to_thread(import_module, "keyring")
        errors = import_module("keyring.errors")
    except ImportError:
        return Problem("no_password", account.name, "keyring: not installed (hpreader[keyring])")
    key = f"{account.user}@{account.server}"
    try:
        return await asyncio.to_thread(getattr(keyring, function), SERVICE, key, *values)
    except errors.KeyringError as error:
        return Problem("no_password", account.name, f"keyring: {type(error).__name__}")
