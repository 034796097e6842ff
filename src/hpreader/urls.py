"""Addresses: the one form of an article that is stored and compared, and where a reader may go.

Nothing here raises, whatever text it is given. Percent-encoding follows RFC 3986, section 6.2.2:
hexadecimal digits are upper case (`%e1` -> `%E1`), letters that need no encoding are bare, and a
Unicode path is the same as its encoded UTF-8.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_from_bytes, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = "https://public.invalid/"
"""The origin (see `may_follow`) of what has no address itself (RFC 6761, section 6.4)."""

_LONGEST = 8_000
"""RFC 9110, section 4.1: servers are to take this many letters; articles need no more."""
_DEFAULT_PORTS = {"http": 80, "https": 443}

_TRACKER_PREFIXES = (
    "utm_",
    "mtm_",
    "piwik_",
    "pk_",
    "ga_",
    "trk_",
    "vn_",
    "relatedposts_",
    "itm_",
    "campaign_",
    "_branch_",
)
"""`vn_` is VnExpress' own, `relatedposts_` is Jetpack's."""

_TRACKERS = frozenset({
    "fbclid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "_ga", "_gl", "msclkid", "yclid", "ysclid", "_openstat", "twclid", "ttclid", "li_fat_id",
    "igshid", "igsh", "epik", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc",
    "__hsfp", "hsctatracking", "hss_channel", "oly_anon_id", "oly_enc_id", "vero_id", "wickedid",
    "zanpid", "zarsrc", "gidzl", "ref_src", "ref_url", "soc_src", "soc_trk", "cmpid", "ncid",
    "hsa_cam", "_bhlid", "mc_tc", "rb_clickid", "vero_conv", "fb_comment_id",
    "s_cid", "sc_cid", "icid", "_kx", "_trms", "replytocom", "doing_wp_cron",
})  # fmt: skip
"""Query parameters about where a click came from; the page is the same without them."""

_SESSIONS = (
    r"(?i:(?:php|asp|j)sess(?:ion)?_?id\w*|aspsessionid\w*|cftoken|cfid|oscsid|zenid|xtcsid)"
)
"""Query parameters with the number of a visit, which servers add for browsers without cookies."""
_MAYBE_SESSIONS = frozenset({"sid", "session_id", "sessionid", "sessid", "sess_id"})
_SESSION_ID = re.compile(r"(?=.*[0-9])(?![0-9]{1,9}$)[0-9A-Za-z,_-]{5,}")
"""Other values are the number of an article (`sid` in PHP-Nuke) or of a meeting, or a section."""
_PATH_SESSION = r"(?i:;(?:j|php)?sess(?:ion)?_?id=[^;/?]*|/\([A-Z]\([0-9a-z]{12,}\)\))"
"""Of Java servlets (`;jsessionid=`) and of ASP.NET (`/(S(…))/`)."""
_MOVED_SITES = {
    "baohaiduong.vn": "baohaiphong.vn",
    "nld.com.vn": "tuoitre.vn/nld",
    "plo.vn": "tuoitre.vn/plo",
}
"""Hosts of which every address redirects to the same path elsewhere (measured in 2026)."""

_AMP_PARAMETERS = {"amp": {"", "1", "true"}, "nonamp": {"", "1"}, "noamp": {"", "1", "mobile"}}
_TAXONOMIES = frozenset({"tag", "tags", "category", "author", "chuyen-muc", "chu-de", "tu-khoa"})
_FILE = re.compile(r"\.(?:html?|shtml|xhtml|php|aspx?|ldo|vnp|tpo|epi)$", re.IGNORECASE)

_CONTROLS_AND_SPACES = "".join(map(chr, range(0x21)))
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH = frozenset(_UNRESERVED | set(b"!$&'()*+,;=:@/%"))
_QUERY = frozenset(_PATH | set(b"?"))
_PLAIN = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/-]*")
"""Text that needs no encoding in any part of an address."""
_WHOLE = re.compile(r"https?://[A-Za-z0-9]")
"""An absolute address, which needs no base; `urljoin` takes longer than all the rest."""
_USUAL = re.compile(
    r"https?://[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::(?:[1-9][0-9]{3}|[1-5][0-9]{4}))?"
    r"/(?!amp)(?:[A-Za-z0-9_~-]+/(?!amp))*+(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)?"
)
"""An address in which `canonical` changes nothing; most of those in feeds and pages are of this form."""
_LONGEST_USUAL = 250
_ESCAPE = re.compile(rb"%(?:([0-9A-Fa-f]{2}))?")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_PORT = re.compile(r"[0-9]{0,9}")
_BAD_PORT = -1

_PUBLIC_SUFFIX_PARTS = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "info"})
"""Suffixes like `gov.vn` are no sites: two hosts below one are two sites."""
_PRIVATE_NAMES = (
    "localhost", "local", "internal", "intranet", "private", "lan", "home", "home.arpa", "corp", "localdomain",
    "test", "fritz.box", "speedport.ip",
)  # fmt: skip
_PRIVATE_ENDINGS = tuple(f".{name}" for name in _PRIVATE_NAMES)
"""Names that no public server has (RFC 6761, 6762, 8375; ICANN's `.internal`), and those that routers give themselves."""

_NOT_PUBLIC_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
"""What `is_global` of some versions of Python lets pass: protocol assignments and the relays of 6to4."""
_FAKE_V4 = IPv4Network("198.18.0.0/15")
"""For measuring (RFC 2544); transparent proxies answer every name with an address in it."""
_UNICAST_V6 = IPv6Network("2000::/3")
"""All that IANA has given out as global unicast."""
_NOT_PUBLIC_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Within it: protocol assignments with Teredo, documentation (twice), and 6to4, which ends in any IPv4 address."""
_TRANSLATED_V6 = tuple(map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/96")))
"""IPv4 in the last 32 bits: mapped (RFC 4291), and by NAT64 (RFC 6052, RFC 8215), the only way to IPv4 on some networks."""


class _Parts(NamedTuple):
    """An http address taken apart and normalised; `host` has no brackets around IPv6."""

    scheme: str
    userinfo: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    @property
    def authority(self) -> str:
        """Host, in brackets where it is IPv6, and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"


def canonical(url: str, base: str = "") -> str:
    """The one address of an article: resolved, without AMP, trackers, fragment and credentials.

    Ids of sessions go with the trackers. Empty when the address is not http or https with a host. `?p=ID` stays; `//host/path` without
    a base is taken as https.
    """
    if len(url) < _LONGEST_USUAL and _USUAL.fullmatch(url):
        return url
    parts = _split(url, base)
    if parts is None:
        return ""
    path = _without_amp(re.sub(_PATH_SESSION, "", parts.path) or "/")
    query = _without_trackers(parts.query)
    return _bounded(f"{parts.scheme}://{parts.authority}{path}{'?' + query if query else ''}")


def key(url: str) -> str:
    """What two addresses of one article share: canonical, without scheme, `www.` and last slash.

    The addresses of a site that has moved are those at its new host.
    """
    address = canonical(url)
    if not address:
        return ""
    bare = address.split("://", 1)[1].removeprefix("www.")
    former, slash, rest = bare.partition("/")
    if former in _MOVED_SITES:
        bare = _MOVED_SITES[former] + slash + rest
    path, mark, query = bare.partition("?")
    return path.rstrip("/") + mark + query


def resolve(base: str, url: str) -> str:
    """An absolute http address with AMP, query and fragment, or "" if it is none."""
    parts = _split(url, base)
    if parts is None:
        return ""
    user = f"{parts.userinfo}@" if parts.userinfo else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return _bounded(f"{parts.scheme}://{user}{parts.authority}{parts.path}{query}{fragment}")


def host(url: str) -> str:
    """The host in lower case, IDN in its ASCII form, without port; "" if there is none."""
    parts = _split(url)
    return parts.host if parts else ""


def root(url: str) -> str:
    """Where the paths of a server begin: `https://host:port/`; "" if the address is none."""
    parts = _split(url)
    return f"{parts.scheme}://{parts.authority}/" if parts else ""


def slug_of(url: str) -> str:
    """The last part of the path without a file's ending: `/rss/the-thao.rss` -> `the-thao`."""
    parts = _split(url)
    path = _without_amp(parts.path) if parts else ""
    return path.rstrip("/").rpartition("/")[2].partition(".")[0]


def same_site(a: str, b: str) -> bool:
    """Do both addresses belong to one site: the same host, or one below the other?

    `www.` does not count; a port does, since servers on one machine are different sites.
    """
    first, second = _split(a), _split(b)
    if first is None or second is None or first.port != second.port:
        return False
    one, other = first.host.removeprefix("www."), second.host.removeprefix("www.")
    if one == other:
        return True
    if _address_of(one) or _address_of(other):
        return False
    above, below = sorted((one, other), key=len)
    return below.endswith("." + above) and _can_own_hosts(above)


def may_follow(url: str, origin: str = "") -> bool:
    """May a reader go there: http or https, a host, no credentials, and not into a private network?

    This judges names and written addresses only; what a name resolves to is judged when a connection
    is made.

    Args:
        url: the address.
        origin: the page that leads there. It may lead into a private network only where that is its
            own server. Without an origin it was the user who asked.
    """
    parts = _split(url)
    if parts is None or parts.userinfo or "@" in _authority_text(url):
        return False
    return not origin or not is_private(url) or same_server(url, origin)


def same_server(a: str, b: str) -> bool:
    """Do both addresses name one server, by host and port?

    The ports of http and https count as one, and so do all names of this machine.
    """
    first, second = server_of(a), server_of(b)
    return first is not None and first == second


def server_of(url: str) -> tuple[str, int] | None:
    """What `same_server` compares: the host and the port; None where the address is none."""
    parts = _split(url)
    if parts is None:
        return None
    port = _DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    return server(parts.host, port)


def server(name: str, port: int) -> tuple[str, int]:
    """A host and a port as `server_of` gives them."""
    name = name.lower().removesuffix(".")
    address = _address_of(name)
    is_here = address.is_loopback if address else name.rpartition(".")[2] == "localhost"
    return ("localhost" if is_here else name), (443 if port == 80 else port)


def is_private(url: str) -> bool:
    """Does the address name this machine or a private network (RFC 1918, 4193, 6761)?"""
    name = host(url).removesuffix(".")
    address = _address_of(name)
    if address is not None:
        return not is_public_address(address)
    labels = name.split(".")
    looks_numeric = re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]) is not None
    return len(labels) == 1 or looks_numeric or f".{name}".endswith(_PRIVATE_ENDINGS)


def is_public_address(address: str | IPv4Address | IPv6Address) -> bool:
    """Does an IP address belong to the public Internet? False for text that is no IP address.

    An IPv6 address that stands for an IPv4 address is as public as that one.
    """
    if isinstance(address, str):
        found = _address_of(address)
        if found is None:
            return False
        address = found
    if isinstance(address, IPv6Address):
        if not any(address in network for network in _TRANSLATED_V6):
            return address in _UNICAST_V6 and not any(address in net for net in _NOT_PUBLIC_V6)
        address = IPv4Address(address.packed[-4:])
    if any(address in network for network in _NOT_PUBLIC_V4):
        return False
    return address.is_global and not address.is_multicast


def may_be_resolved_to(address: str) -> bool:
    """May the name of a public server resolve to this IP address?

    So may the addresses for measuring: some proxies give every name one of these, and no server of a
    private network has one.
    """
    found = _address_of(address)
    return is_public_address(address) or (isinstance(found, IPv4Address) and found in _FAKE_V4)


def _bounded(address: str) -> str:
    """An address; "" where encoding its letters made it longer than any that is read."""
    return address if len(address) <= _LONGEST else ""


@lru_cache(maxsize=1024)  # a page asks for the host, the key and the site of the same addresses
def _split(url: str, base: str = "") -> _Parts | None:
    if len(url) > _LONGEST or len(base) > _LONGEST:
        return None
    text = _tidy(url)
    try:
        if base and not _WHOLE.match(text):
            text = urljoin(_tidy(base), text)
        if text.startswith("//"):
            text = "https:" + text
        split = urlsplit(text)
    except ValueError:  # brackets that do not match, or a host that NFKC would change
        return None
    scheme = split.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        return None
    userinfo, _, location = split.netloc.rpartition("@")
    name, port = _host_and_port(location)
    if not name or "\\" in userinfo or port == _BAD_PORT:
        return None
    return _Parts(
        scheme=scheme,
        userinfo=_encode(userinfo, _PATH),
        host=name,
        port=None if port == _DEFAULT_PORTS[scheme] else port,
        path=_without_dots(_encode(split.path, _PATH)) or "/",
        query=_encode(split.query, _QUERY),
        fragment=_encode(split.fragment, _QUERY),
    )


def _tidy(url: str) -> str:
    """Without what browsers ignore: white space around, tabs and line ends anywhere (WHATWG URL)."""
    stripped = url.strip(_CONTROLS_AND_SPACES + "\u00a0\ufeff\u200b")
    return stripped.replace("\t", "").replace("\n", "").replace("\r", "")


def _authority_text(url: str) -> str:
    tail = _tidy(url).partition("//")[2]
    return re.split(r"[/?#]", tail, maxsplit=1)[0]


def _host_and_port(location: str) -> tuple[str, int | None]:
    if location.startswith("["):
        name, _, rest = location[1:].partition("]")
        address = _address_of(name)
        if not isinstance(address, IPv6Address) or (rest and not rest.startswith(":")):
            return "", None
        return address.compressed, _port(rest[1:])
    name, _, port = location.partition(":")
    return _ascii_host(name), _port(port)


def _port(text: str) -> int | None:
    if not _PORT.fullmatch(text):
        return _BAD_PORT
    number = int(text) if text else None
    return number if number is None or 0 < number < 65536 else _BAD_PORT


def _ascii_host(name: str) -> str:
    lowered = name.lower()
    if not lowered.isascii():
        try:
            lowered = lowered.encode("idna").decode("ascii").lower()
        except UnicodeError:  # a label that is empty, too long or of forbidden letters
            return ""
    if not _HOST.fullmatch(lowered) or len(lowered) > 254:
        return ""
    return lowered.removesuffix(".")


def _address_of(name: str) -> IPv4Address | IPv6Address | None:
    if "%" in name:  # a zone means something only on the machine that wrote it
        return None
    try:
        return ip_address(name)
    except ValueError:
        return None


def _can_own_hosts(name: str) -> bool:
    labels = name.split(".")
    return len(labels) > 2 or (len(labels) == 2 and labels[0] not in _PUBLIC_SUFFIX_PARTS)


def _encode(text: str, allowed: frozenset[int]) -> str:
    if _PLAIN.fullmatch(text):  # nearly every address: a page has hundreds of them
        return text

    def escape(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return b"%25"
        byte = int(match[1], 16)
        return bytes([byte]) if byte in _UNRESERVED else b"%%%02X" % byte

    normal = _ESCAPE.sub(escape, text.encode("utf-8", "surrogatepass"))
    return "".join(chr(byte) if byte in allowed else f"%{byte:02X}" for byte in normal)


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    segments: list[str] = []
    parts = path.split("/")[1:]
    for segment in parts:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    if parts[-1] in {".", ".."}:
        segments.append("")
    return "/" + "/".join(segments)


def _without_amp(path: str) -> str:
    """Cut `/amp` and `/amp/` after an article or a list, but not where it may be a slug itself."""
    segments = path.split("/")[1:]
    end = len(segments)
    while True:
        last = end - 1 if segments[end - 1] else end - 2
        if (
            last < 1
            or segments[last] != "amp"
            or not _has_amp_form(segments[max(0, last - 3) : last])
        ):
            break
        slash = last < end - 1
        end = last
        if slash:
            segments[end] = ""
            end += 1
    kept = segments[:end]
    while len(kept) > 1 and not kept[-1] and (not kept[-2] or _FILE.search(kept[-2])):
        kept.pop()
    return "/" + "/".join(kept)


def _has_amp_form(before: list[str]) -> bool:
    """Can `amp` after these last segments be a form of theirs, rather than a slug below them?"""
    last = before[-1]
    is_day = all(re.fullmatch(r"[0-9]{2}|[0-9]{4}", segment) for segment in before)
    return bool(last) and last not in _TAXONOMIES and not is_day


def _is_session(name: str, value: str) -> bool:
    """Is a query parameter the id of a visit, not of an article?"""
    if name in _MAYBE_SESSIONS:
        return _SESSION_ID.fullmatch(value) is not None
    return re.fullmatch(_SESSIONS, name) is not None


def _without_trackers(query: str) -> str:
    if not query:
        return ""
    kept = []
    for written in query.split("&"):
        pair = re.sub(r"^(?:amp;)+", "", written)  # an address that was escaped for HTML twice
        name, _, value = pair.partition("=")
        lowered = name.lower()
        is_amp = value in _AMP_PARAMETERS.get(lowered, ())
        is_tracker = lowered in _TRACKERS or lowered.startswith(_TRACKER_PREFIXES)
        is_tracker = is_tracker or _is_session(lowered, value)
        if pair and not is_amp and not is_tracker:
            kept.append(pair)
    return "&".join(kept)


def file_address(path: Path, query: str = "") -> str:
    """The `file:` address (RFC 8089) by which SQLite opens a file.

    As `Path.as_uri`, which in Python 3.14 imports HTTP and TLS for it: 20 ms of each start.

    Args:
        path: absolute or relative.
        query: the parameters of https://www.sqlite.org/uri.html, such as `mode=rw`.
    """
    full = path.absolute()
    is_posix = os.name == "posix"
    address = f"file://{quote_from_bytes(os.fsencode(full))}" if is_posix else full.as_uri()
    return f"{address}?{query}" if query else address
