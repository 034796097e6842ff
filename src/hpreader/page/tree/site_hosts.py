"""Which hosts are the page's own site: links to other sites are advertisements or sources."""

from __future__ import annotations

from collections import Counter

from hpreader import urls
from hpreader.page.tree.document import Page

ABSOLUTE = ("http://", "https://")
FEWEST_LINKS = 3
"""How many links to a host make it the page's own, if most links lead there."""


def own_hosts(page: Page) -> frozenset[str]:
    """The hosts that are the page's own site, also where it was saved from another one."""
    if page.hosts is None:
        page.hosts = _find_hosts(page)
    return page.hosts


def _find_hosts(page: Page) -> frozenset[str]:
    stated = [link.get("href") or "" for link in page.index.tags.get("a", ())]
    elsewhere = [href.split("/", 3)[2].lower() for href in stated if href.startswith(ABSOLUTE)]
    text = [
        page.url,
        page.base,
        page.meta("og:url"),
        *(page.resolve(one.get("href")) for one in page.links("canonical")),
    ]
    known = {urls.host(address) for address in text if address}
    if not elsewhere:
        return frozenset(known - {""})
    hosts = Counter({"": len(stated) - len(elsewhere)}) + Counter(elsewhere)
    for host, count in hosts.most_common(1):
        if count >= FEWEST_LINKS and count > hosts.total() / 2:
            known.add(urls.host(f"https://{host}/"))
    return frozenset(known - {""})


def is_of_site(url: str, hosts: frozenset[str]) -> bool:
    """Is it news of the page's own site, and not an advertisement?"""
    host = urls.host(url)
    return any(
        urls.same_site(f"https://{host}/", f"https://{own}/") or host == own for own in hosts
    )
