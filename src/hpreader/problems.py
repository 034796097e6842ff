"""Expected failures as values, with a sentence for a person.

    Problem
     ├─ the network    offline, refused, timeout, tls, cut, proxy, redirects
     ├─ the server     status (4xx, 5xx), robots, gone, frozen
     ├─ the answer     broken_body, too_large, too_deep, not_html, not_feed, feed_broken, no_article, paged,
     │                 needs_script, login_wall, soft_404, wrong_charset, empty, not_picture,
     │                 stale_profile
     ├─ a document     pdf_no_text, pdf_locked, pdf_broken, pdf_unsupported, pdf_shortened, pdf_skipped
     ├─ the disk       disk_full, disk_read_only, disk, data_broken, data_newer, cache_renewed,
     │                 restore_finished, restore_undone
     ├─ an account     bad_account, no_password, unknown_account
     └─ the question   bad_url, not_cached, unknown_source, no_feed, bad_file, no_match,
                       bad_date, bad_is, unknown_section, unknown_place, unknown_tag,
                       unknown_rule, bad_setting

A Problem is passed on as a value; `ProblemError` carries one through code that cannot go on (mostly
out of the store) and is caught in `cli` and `ui`. A failure that is not in this list is a bug and may
crash. The sentences are English message ids; `i18n.explain` translates them.

Code decides by `kind`, `status` and `reason` only. Their values are `Literal` strings and not
enumerations, because this module is imported before the first screen is drawn: an Enum of the kinds
takes 0.7 ms to create, a Literal 5 µs, and a type checker finds a wrong word in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from datetime import datetime

Kind = Literal[
    "offline", "refused", "timeout", "tls", "cut", "proxy", "redirects",
    "status", "robots",
    "broken_body", "too_large", "too_deep", "not_html", "not_feed", "feed_broken", "no_article",
    "paged", "needs_script", "login_wall", "soft_404", "wrong_charset", "empty", "stale_profile", "not_picture",
    "disk_full", "disk_read_only", "disk", "data_broken", "data_newer", "cache_renewed",
    "restore_finished", "restore_undone",
    "bad_url", "not_cached", "unknown_source", "no_feed", "bad_file", "no_match",
    "bad_date", "bad_is", "unknown_section", "unknown_place", "unknown_tag", "unknown_rule", "bad_setting",
    "frozen", "gone", "bad_account", "no_password", "unknown_account",
    "pdf_no_text", "pdf_locked", "pdf_broken", "pdf_unsupported", "pdf_shortened", "pdf_skipped",
]  # fmt: skip

"""What happened; printed as `kind` in the JSON of the commands."""

Reason = Literal[
    "started_offline",
    "certificate", "certificate_store", "protocol",
    "loop", "too_many", "forbidden_target", "bad_target",
    "json", "html", "xml", "no_addresses",
    "cut", "not_well_formed", "time", "memory", "failed",
    "login", "left_alone",
    "cache", "userdata", "in_use",
    "private_address", "no_location", "proxy_login", "proxy_refused", "proxy_cut",
    "not_synced", "file_full", "account_login", "not_trusted", "not_secure", "no_lists", "api_disabled",
]  # fmt: skip
"""What distinguishes problems of one kind; printed as `reason` in the JSON of `sync`.

    offline      started_offline     the network was not asked, because the program was started offline
    tls          certificate         the certificate of the server is not trusted
                 certificate_store   the certificates that the environment names cannot be read
                 protocol            the server does not speak TLS, or no version that we do
    redirects    loop                an address redirects to itself, maybe by way of others
                 too_many            more redirects than are followed
                 forbidden_target    a public page redirects into a private network
                 bad_target          `Location` contains no address that can be opened
                 no_location         a status of redirects (300 to 308) without `Location`
    bad_url      private_address     a page or a list leads into a private network, by its name or by
                                     what the name resolves to
    proxy        proxy_login         407: the proxy asks for a user name and password
                 proxy_refused       the proxy answered, but makes no connection to the server
                 proxy_cut           the proxy broke off instead of making it
    not_feed     json, html, xml     the format of the response
                 no_addresses        a feed whose items have no addresses
    feed_broken  cut                 the end of the document is missing
                 not_well_formed     the XML has errors
                 time                reading it took too long
                 memory              reading it takes more memory than it may
                 failed              the process that read it ended by an error
    too_deep     time, memory, failed    as above
    too_large    time, memory, failed    as above, of an image
                 file_full           an image that a file of articles has no room for
    not_cached   not_synced          an article in a file of articles, of which only the headline is known
    status       login               401: a user name and password are missing or wrong
    disk_full, disk_read_only
                 cache               what is fetched is lost at the end; the user's data are kept
                 userdata            marks, the saved articles and the trail are not kept
    status, bad_account
                 account_login       401, 403 or an error by the API: the server refuses the name or the password
                                     of an account
    no_password  not_trusted         the command came with a backup; the user did not give it here
    bad_account  not_secure          an address that is not https, though a password would go there
                 no_lists            the server has no lists any more, though it had
                 api_disabled        the user's preferences at the server forbid its API
    disk         in_use              another process has the file open, which has to be used alone
                 left_alone          the server failed several times and is not asked before `until`
"""


_USERINFO: Final = r"(://|^)[^/?#\s@]*:[^/?#\s]*@|(?<=://)[^/?#\s]*@"
"""The name and password in an address."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One expected failure."""

    kind: Kind
    subject: str = ""
    """What failed: an address, a path or a name."""
    detail: str = ""
    """For a person only, untranslated: a limit, the message of a library (cleaned)."""
    status: int | None = None
    """The HTTP status code (RFC 9110, section 15), where a response is the problem."""
    reason: Reason | None = None
    """Which case of `kind` this is, where code or a script has to distinguish them."""
    until: datetime | None = None
    """Before when the server asks not to be asked again (`Retry-After`, RFC 9110, section 10.2.3)."""

    def __post_init__(self) -> None:
        """Take the name and password out of addresses: problems are printed, stored and logged."""
        for name, text in (("subject", self.subject), ("detail", self.detail)):
            if "@" in text:
                object.__setattr__(self, name, re.sub(_USERINFO, r"\1", text))

    @property
    def is_network(self) -> bool:
        """Whether a working connection to the server would have prevented it."""
        return self.kind in {"offline", "refused", "timeout", "cut", "proxy"}


def restored(kind: Kind, subject: str = "", detail: str = "", **typed: Any) -> Problem:
    """A problem from a file; those of older versions have the typed fields only in their detail.

    Raises:
        KeyError: no kind of this version.
        TypeError: a field of no problem.
    """
    if kind not in SENTENCES:
        raise KeyError(kind)
    if kind == "status" and detail.isdecimal():
        return Problem(kind, subject, status=int(detail))
    if kind == "offline" and detail == "wished":
        return Problem(kind, subject, reason="started_offline")
    return Problem(kind, subject, detail, **typed)


class ProblemError(Exception):
    """Carries a Problem out of code that cannot go on."""

    def __init__(self, problem: Problem) -> None:
        detail = problem.detail or problem.status or ""
        super().__init__(f"{problem.kind}: {problem.subject} {detail}".strip())
        self.problem = problem


def _(message: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return message


SENTENCES: Final[dict[Kind, str]] = {
    "offline": _("Cannot find {host}: there is no network, or the name is wrong. What is cached can still be read."),
    "refused": _("{host} does not accept connections just now. Try again later."),
    "timeout": _("{host} did not answer in time. Try again later."),
    "tls": _("The secure connection to {host} could not be trusted ({detail}). Check the clock and the address."),
    "cut": _("The connection to {host} broke off before everything had come. Try again."),
    "proxy": _("The proxy that the environment names cannot be used ({detail}). Check HTTP_PROXY, HTTPS_PROXY and ALL_PROXY."),
    "redirects": _("{subject} sends one round in circles, or somewhere a reader must not go ({detail}). Open it in the browser."),
    "status": _("{host} answered {detail} for this address. Try again later, or open it in the browser."),
    "robots": _("{host} asks programs not to fetch this page unasked. Open it yourself to read it."),
    "broken_body": _("{host} sent this page in a form that cannot be unpacked ({detail}). Open it in the browser."),
    "too_large": _("The answer of {host} is larger than a page can be ({detail}); it was not read. Open it in the browser."),
    "too_deep": _("The page at {host} is built too deep or too large to be read safely ({detail}). Open it in the browser."),
    "not_html": _("This address is not a page but {detail}. Open it in the browser."),
    "not_feed": _("{subject} answered with something that is not a news feed ({detail}). Check the address of the source."),
    "feed_broken": _("The feed {subject} is cut or not well-formed ({detail}); what could be read was kept."),
    "no_article": _("No article was found on this page. Open it in the browser."),
    "paged": _("The article has more pages than could be fetched; this is its beginning. Open it in the browser for the rest."),
    "needs_script": _("This page shows its text only with JavaScript. Open it in the browser."),
    "login_wall": _("This page shows its text only to those who log in. Open it in the browser."),
    "soft_404": _("The site says that this article does not exist (any more)."),
    "wrong_charset": _("The letters of this page could not be read ({detail}). Open it in the browser."),
    "empty": _("{host} sent an empty answer. Try again later."),
    "not_picture": _("{host} sent no photo that can be shown here ({detail}). Open it in the browser."),
    "stale_profile": _("The pages of {host} are no longer built as the profile {detail} says; their text is found all the same, but captions or facts may be missing. Update hpreader, or write a profile of your own."),
    "disk_full": _("The disk is full: {subject} could not be written. Make room and try again; nothing kept before is lost."),
    "disk_read_only": _("{subject} cannot be written. News can be read, but nothing new is kept; check the permissions."),
    "disk": _("{subject} cannot be used ({detail}). Check the disk and the permissions."),
    "data_broken": _("Your reading data at {subject} is damaged ({detail}). Move the file away to begin anew, or put a copy back."),
    "data_newer": _("Your reading data at {subject} was written by a newer hpreader. Update hpreader to use it."),
    "restore_finished": _("A restore that was interrupted has been finished: data and settings are those of the backup."),
    "restore_undone": _("A restore that was interrupted has been taken back: data and settings are as they were before it."),
    "cache_renewed": _("The cache was unreadable and has been begun anew; the old file is {subject}."),
    "bad_url": _("{subject} is not an address that can be opened here (only http and https)."),
    "not_cached": _("This article is not in the cache, and there is no network. It is queued and will be fetched at the next sync."),
    "unknown_source": _("There is no source called {subject}."),
    "no_feed": _("No list of news was found at {subject}. Try the address of its feed."),
    "bad_file": _("{subject} could not be read ({detail})."),
    "no_match": _("Nothing was found for {subject}."),
    "bad_date": _("“{subject}” names no day and was taken for words; write after:22/11/2026, after:2026-11 or before:yesterday."),
    "bad_is": _("“{subject}” was taken for words; there are is:unread, is:saved and is:muted."),
    "unknown_section": _("There is no section called {subject}."),
    "unknown_place": _("Hải Phòng has no ward or commune called {subject}; hpreader places lists them."),
    "unknown_tag": _("No rule gives the tag {subject}."),
    "unknown_rule": _("There is no rule called {subject}."),
    "bad_setting": _("Not all of {subject} can be used ({detail})."),
    "frozen": _("{subject} answers, but has had nothing new since {detail}. Look for another address of this list."),
    "gone": _("{host} says that the list {subject} is gone for good. Remove it, or look for its new address."),
    "bad_account": _("{host} does not answer as a server for several readers does ({detail}). Check the address: it is in the server’s settings, where API access is switched on."),
    "no_password": _("The password of {subject} could not be had ({detail})."),
    "unknown_account": _("There is no account called {subject}."),
    "pdf_no_text": _("This document has no text that can be shown here; its pages may be pictures. Open it in the browser."),
    "pdf_locked": _("This document is encrypted and cannot be read here. Open it in the browser."),
    "pdf_broken": _("This document cannot be read here; it may be damaged. Open it in the browser."),
    "pdf_unsupported": _("To show the text of this document here, install hpreader with its extra “pdf”. Or open it in the browser."),
    "pdf_shortened": _("Not all of this document is shown here ({detail} pages). Open it in the browser for the rest."),
    "pdf_skipped": _("This document was not fetched: it is more than may be fetched at once. Open it in the browser."),
}  # fmt: skip
"""One plain sentence for each kind, with what to do.

Fields: `host` (of the subject), `subject`, `detail` (the status code where there is no detail).
"""

LOGIN = _(
    "{host} asks for a user name and password, or does not accept those in the address. Add it as https://NAME:PASSWORD@… with the right ones."
)
"""The sentence for `status` with the reason "login"."""
CACHE_FULL = _(
    "The disk of the cache is full ({subject}): news that comes in now is lost at the end. Marks, saved articles and the trail are kept. Make room and start again."
)
"""The sentence for `disk_full` with the reason "cache"."""
USERDATA_FULL = _(
    "The disk is full: marks, saved articles and the trail cannot be written to {subject} and are not kept. Everything can be read; make room to keep more."
)
"""The sentence for `disk_full` with the reason "userdata"."""
CACHE_READ_ONLY = _(
    "The cache {subject} cannot be written: news that comes in now is lost at the end. Marks, saved articles and the trail are kept; check the permissions."
)
"""The sentence for `disk_read_only` with the reason "cache"."""
USERDATA_READ_ONLY = _(
    "{subject} cannot be written: marks, saved articles and the trail are not kept. News can be read; check the permissions."
)
"""The sentence for `disk_read_only` with the reason "userdata"."""
LEFT_ALONE = _("{host} asks not to be asked again before {until} (status {detail}).")
"""The sentence for a problem with `until`."""

STARTED_OFFLINE = _("This reader was started offline; it does not touch the network.")
"""The sentence for `offline` with the reason "started_offline"."""
TOOK_TOO_LONG = _(
    "Reading what {host} sent took too long ({detail}); what could be read was kept. Open it in the browser for the rest."
)
"""The sentence for `feed_broken` and `too_deep` with the reason "time"."""
TOOK_MEMORY = _(
    "Reading what {host} sent takes more memory than a reader may use ({detail}); what could be read was kept. Open it in the browser for the rest."
)
"""The sentence for the reason "memory"."""
READING_FAILED = _(
    "What {host} sent could not be read to its end; what could be read was kept. Open it in the browser for the rest."
)
"""The sentence for the reason "failed"."""

BY_REASON: Final[dict[Reason, str]] = {
    "started_offline": STARTED_OFFLINE,
    "login": LOGIN,
    "time": TOOK_TOO_LONG,
    "memory": TOOK_MEMORY,
    "failed": READING_FAILED,
    "in_use": _("Another hpreader is open, and this needs {subject} alone. Close it and try again."),
    "left_alone": _("{host} answered {detail} again and again; it is asked again after {until}."),
    "private_address": _("{host} is in a private network or on this machine ({detail}); a page or a list from elsewhere may not lead there. If you trust it, add it as a source."),
    "account_login": _("{host} does not accept the name or the password of the account. FreshRSS and Miniflux have a password of its own for the API, to be set in their settings."),
    "not_trusted": _("The account {subject} came with a backup, and its password command was not run. If it is yours, add the account once more: hpreader account add."),
    "not_secure": _("{subject} is not https: a password would be sent for all to read. Only this machine is asked without."),
    "api_disabled": _("{host} has switched its API off for this user. Switch it on in the preferences there (tt-rss: Enable API)."),
    "no_lists": _("{host} has no lists any more, though it had; nothing was removed here. To begin anew, remove the account and add it again."),
    "not_synced": _("The text of this article has not been fetched yet; the next sync fetches it."),
    "file_full": _("This photo was left out: one file gets no more."),
    "no_location": _("{host} says that this is elsewhere, but not where (status {detail}). Open it in the browser."),
    "proxy_login": _("The proxy that the environment names asks for a user name and password ({detail}). Put the right ones into HTTP_PROXY and HTTPS_PROXY."),
    "proxy_refused": _("The proxy that the environment names does not connect to {host} ({detail}). Try again later, or name {host} in NO_PROXY."),
    "proxy_cut": _("The proxy that the environment names broke off while connecting to {host} ({detail}). Try again later, or name {host} in NO_PROXY."),
}  # fmt: skip
"""Sentences for problems with these reasons, in place of those of their kinds."""
BY_KIND_AND_REASON: Final[dict[tuple[Kind, Reason], str]] = {
    ("disk_full", "cache"): CACHE_FULL,
    ("disk_full", "userdata"): USERDATA_FULL,
    ("disk_read_only", "cache"): CACHE_READ_ONLY,
    ("disk_read_only", "userdata"): USERDATA_READ_ONLY,
}


def sentence_of(problem: Problem) -> str:
    """The message id of a problem's sentence: the one of its case, where it has one."""
    if problem.until is not None and problem.reason != "left_alone":
        return LEFT_ALONE
    if problem.reason is None:
        return SENTENCES[problem.kind]
    by_reason = BY_REASON.get(problem.reason, SENTENCES[problem.kind])
    return BY_KIND_AND_REASON.get((problem.kind, problem.reason), by_reason)
