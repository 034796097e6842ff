"""`hpreader account`: accounts on servers that keep subscriptions and marks for several machines."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.records.account_records import account_json
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings
from hpreader.i18n import _, explain
from hpreader.model import Account
from hpreader.model.accounts import KINDS
from hpreader.model.sentences import event_sentence
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from hpreader.export import JsonObject
    from hpreader.model.accounts import Lead

_HERE = frozenset({"h", "here", "đ", "đây", "day", "ở đây"})
_SERVER = frozenset({"s", "server", "m", "máy chủ", "may chu"})


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    actions = {None: _list, "list": _list, "add": _add, "remove": _remove, "sync": _sync}
    return with_newsroom(actions[arguments.action], arguments, settings)


async def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    accounts = newsroom.accounts.get_all()
    for account in accounts:
        if arguments.json:
            output.json_line(_record(account))
            continue
        when = _("never synchronised")
        if account.synced_at is not None:
            when = f"{local(account.synced_at):%d/%m %H:%M}"
        output.data(
            "  ".join(map(clean, (account.name, when, account.user, account.kind, account.server)))
        )
        if account.lists == "server":
            output.wrapped(_("its server fetches the lists"), 2)
        if account.problem is not None:
            output.wrapped(f"! {clean(explain(account.problem))}", 2)
    if not accounts and not arguments.json:
        output.narrate(_("There are no accounts. Add one: hpreader account add URL --user NAME"))
    return Status.DONE


async def _add(newsroom: Newsroom, arguments: Namespace) -> int:
    lead = arguments.lead or _asked_lead()
    if lead is None:
        return Status.USAGE
    password = ""
    if not arguments.password_command:
        from hpreader.newsroom.accounts.account_passwords import has_keyring  # noqa: PLC0415 - only here

        if not has_keyring() or not sys.stdin.isatty():
            output.narrate(
                "hpreader: "
                + _("--password-command says how to get the password; or install hpreader[keyring] and be asked")
            )  # fmt: skip
            return Status.USAGE
        from getpass import getpass  # noqa: PLC0415 - only here

        password = getpass(_("Password of {user}: ").format(user=clean(arguments.user)))
    wanted = Account(
        clean(arguments.name), arguments.server, arguments.user, arguments.password_command, lead
    )
    kinds = (arguments.kind,) if arguments.kind else KINDS
    account = await newsroom.accounts.add(wanted, password, kinds=kinds, lists=arguments.lists)
    if isinstance(account, Problem):
        raise ProblemError(account)
    if arguments.json:
        output.json_line(_record(account))
    words = _("Logged in at {server}. Synchronise: hpreader account sync {name}")
    output.narrate(words.format(server=clean(account.server), name=clean(account.name)))
    return Status.DONE


def _asked_lead() -> Lead | None:
    """Ask who leads; None where nobody answers."""
    if not sys.stdin.isatty():
        output.narrate(
            "hpreader: " + _("--lead server or --lead here says whose marks count at first")
        )
        return None
    output.narrate(
        _("At first the two sides differ. What is saved on either is saved on both. Whose read marks and lists count?")
    )  # fmt: skip
    while True:
        output.narrate(_("[s] those of the server, [h] those here:"))
        line = sys.stdin.readline()
        answer = line.strip().casefold()
        if answer in _SERVER or answer in _HERE:
            return "server" if answer in _SERVER else "here"
        if not line:
            return None


async def _remove(newsroom: Newsroom, arguments: Namespace) -> int:
    if not await newsroom.accounts.remove(arguments.name):
        return _tell_unknown(arguments.name)
    words = _("Removed {name}; subscriptions and marks stay as they are, here and there.")
    output.narrate(words.format(name=clean(arguments.name)))
    return Status.DONE


async def _sync(newsroom: Newsroom, arguments: Namespace) -> int:
    known = {account.name for account in newsroom.accounts.get_all()}
    for name in arguments.names:
        if name not in known:
            return _tell_unknown(name)
    if not known:
        return await _list(newsroom, arguments)
    status = Status.DONE
    async for event in newsroom.accounts.sync(arguments.names, is_requested=True):
        if arguments.json:
            output.json_line(account_json(event))
            output.flush()
        if event.problem is not None:
            status = Status.PARTLY
        if event.problem is not None or not arguments.json:
            output.narrate(event_sentence(event))
    return status


def _tell_unknown(name: str) -> Status:
    problem = Problem("unknown_account", name)
    output.complain(problem)
    return status_of(problem)


def _record(account: Account) -> JsonObject:
    return {
        "name": account.name,
        "server": account.server,
        "user": account.user,
        "password": "command" if account.password_command else "keyring",
        "kind": account.kind,
        "lead": account.lead,
        "lists": account.lists,
        "synced_at": account.synced_at.isoformat() if account.synced_at else None,
        "problem": output.problem_json(account.problem),
    }
