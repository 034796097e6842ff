"""What the site gives to programs: RSS 2.0 feeds and the small part of the REST API that readers use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from hpreader.sample.articles import SECTIONS, TAGLINE, TITLE, Edition, Post
from hpreader.sample.markup import body_html, split_pages
from hpreader.sample.pages import excerpt, post_url, texturize

FEED_LENGTH = 10
"""Items on one page of a feed."""

_SUMMARY_WORDS = 55
_FIRST_SECTION_ID = 2


def rss(edition: Edition, posts: Sequence[Post], title: str = TITLE) -> str:
    """A feed of these articles; its dates are UTC and its guids no addresses (RSS 2.0)."""
    items = "\n".join(_rss_item(edition, post) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	>

<channel>
	<title>{texturize(title)}</title>
	<atom:link href="http://127.0.0.1/feed" rel="self" type="application/rss+xml" />
	<link>{edition.base}</link>
	<description>{TAGLINE}</description>
	<lastBuildDate>{rss_date(edition.modified())}</lastBuildDate>
	<language>vi</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.1.9</generator>
{items}
</channel>
</rss>
"""


def rss_date(when: datetime) -> str:
    """The date as WordPress' feeds write it."""
    return format_datetime(when.astimezone(UTC))


def http_date(when: datetime) -> str:
    """The date as HTTP headers write it (RFC 9110, section 5.6.7)."""
    return format_datetime(when.astimezone(UTC), usegmt=True)


def rest_root(edition: Edition) -> str:
    """The entrance of the REST API."""
    return _json(
        {"name": TITLE, "description": TAGLINE, "home": edition.base, "namespaces": ["wp/v2"]}
    )


def rest_categories(edition: Edition) -> str:
    """The sections as REST objects."""
    return _json(
        [
            {
                "id": number,
                "count": len(edition.listed(slug)),
                "link": f"{edition.base}/category/{slug}",
                "name": name,
                "slug": slug,
                "taxonomy": "category",
                "parent": 0,
            }
            for number, (name, slug) in enumerate(SECTIONS, start=_FIRST_SECTION_ID)
        ]
    )


def rest_post(edition: Edition, post: Post) -> str:
    """One article as a REST object."""
    return _json(_rest_object(edition, post))


def rest_posts(edition: Edition, query: Mapping[str, str]) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of a list of articles, chosen and paged as the query says."""
    try:
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        wanted = [int(number) for number in query.get("categories", "").split(",") if number]
    except ValueError:
        return 400, _rest_error("rest_invalid_param", 400), {}
    if not (1 <= size <= 100 and page >= 1):
        return 400, _rest_error("rest_invalid_param", 400), {}
    chosen = [
        post
        for post in edition.listed()
        if (not wanted or set(wanted).intersection(_section_ids(post)))
        and query.get("slug", post.slug) == post.slug
    ]
    pages = -(-len(chosen) // size)
    if page > max(pages, 1):
        return 400, _rest_error("rest_post_invalid_page_number", 400), {}
    shown = [_rest_object(edition, post) for post in chosen[(page - 1) * size : page * size]]
    headers = {"X-WP-Total": str(len(chosen)), "X-WP-TotalPages": str(pages)}
    if page < pages:
        following = urlencode({**query, "page": page + 1}, safe=",")
        headers["Link"] = f'<{edition.base}/wp-json/wp/v2/posts?{following}>; rel="next"'
    return 200, _json(shown), headers


def rest_missing() -> str:
    """What the REST API says of an article that is not there."""
    return _rest_error("rest_post_invalid_id", 404)


def _rest_error(code: str, status: int) -> str:
    return _json({"code": code, "message": "Yêu cầu không hợp lệ.", "data": {"status": status}})


def _rest_object(edition: Edition, post: Post) -> dict[str, object]:
    return {
        "id": post.id,
        "date": f"{post.published:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{post.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{edition.base}/?p={post.id}"},
        "modified": f"{post.modified:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{post.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": post_url(edition, post),
        "title": {"rendered": texturize(post.title)},
        "content": {"rendered": body_html(post.body, edition.base, post.lede), "protected": False},
        "excerpt": {
            "rendered": f"<p>{excerpt(post, _SUMMARY_WORDS, ' [&hellip;]')}</p>\n",
            "protected": False,
        },
        "author": 1,
        "categories": _section_ids(post),
        "tags": [],
    }


def _section_ids(post: Post) -> list[int]:
    slugs = [slug for _, slug in SECTIONS]
    return [slugs.index(slug) + _FIRST_SECTION_ID for slug in post.sections]


def _rss_item(edition: Edition, post: Post) -> str:
    categories = "".join(
        f"\n\t\t<category><![CDATA[{name}]]></category>"
        for name in (*post.section_names(), *post.tags)
    )
    return f"""	<item>
		<title>{texturize(post.title).replace("&lt;", "&#060;").replace("&gt;", "&#062;")}</title>
		<link>{post_url(edition, post)}</link>
		<dc:creator><![CDATA[{post.author}]]></dc:creator>
		<pubDate>{rss_date(post.published)}</pubDate>{categories}
		<guid isPermaLink="false">{edition.base}/?p={post.id}</guid>
		<description><![CDATA[{excerpt(post, _SUMMARY_WORDS, " [&#8230;]")}]]></description>
		<content:encoded><![CDATA[{body_html(split_pages(post.body)[0], edition.base, post.lede)}]]></content:encoded>
	</item>"""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
