"""The AMP pages, with the box "Tin khác" of other news.

The markup is that of the plugin AMP for WP 1.1.13 with its design "Swift", the seven hours by
which its JSON-LD is wrong and the galleries that it empties included.
"""

from __future__ import annotations

import html
import json
import re

from hpreader.sample.articles import SECTIONS, TAGLINE, TITLE, VIETNAM, Edition, Post
from hpreader.sample.markup import first_photo, upload_url
from hpreader.sample.pages import excerpt, page_html, post_url

_BOX_WORDS, _ARCHIVE_WORDS = 15, 20
_HEADLINE_LENGTH = 110
_PLACEHOLDER = "/wp-content/plugins/accelerated-mobile-pages/images/SD-default-image.png"
_IMAGE = re.compile(r"<img ([^>]*?) ?/>")
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>")
_GALLERIES = re.compile(r"<div id='gallery-1'.*</figure>\n</div>", re.DOTALL)
"""From the first gallery to the end of the last: the plugin loses what stands between, too."""
_VIDEO = re.compile(r"<iframe [^>]*youtube\.com/embed/([\w-]+)[^>]*></iframe>")
_TWEET = re.compile(r'<blockquote class="twitter-tweet".*?/status/(\d+).*?</blockquote>', re.DOTALL)


def amp_page(edition: Edition, post: Post, number: int = 1) -> str:
    """One article, or one page of a paged one; it names no date except in its JSON-LD."""
    url, title = post_url(edition, post), html.escape(post.title, quote=False)
    labels = "".join(
        f'<span class="amp-cat amp-cat-{_section_id(slug)} "><a href="{edition.base}/category/{slug}/amp" title="{name}">{name}</a></span>'
        for slug, name in zip(post.sections, post.section_names(), strict=True)
    )
    main = (
        '<div class="content-wrapper"> <div class="p-m-fl"> </div> <div class="sp sgl"> <div class="cntr"> '
        f'<div class="amp-category"> <span></span> {labels} </div> <h1 class="amp-post-title">{title}</h1> </div> '
        f'{_featured(edition, post)}<div class="sp-cnt"> <div class="cntr"> <div class="sp-rl"> <div class="sp-rt"> '
        f'<div class="cntn-wrp artl-cnt">{_amp_body(edition, post, number)}</div> '
        '<div class="amp-wp-content"><amp-addthis width="320" height="92" data-pub-id="ra-0"></amp-addthis></div> '
        f"</div> </div> </div> </div> {_others_box(edition, post)}</div> </div>"
    )
    share = (
        '<div class="s_stk ss-ic"> <ul> <li> <a title="twitter share" class="s_tw" target="_blank" '
        f'href="https://twitter.com/intent/tweet?url={edition.base}/?p={post.id}"> </a> </li> '
        f'<li> <a title="line share" class="s_li" target="_blank" href="https://line.me/R/msg/text/?{url}">L</a> </li> </ul> </div>'
    )
    kind = f"single-post {post.id} post-id-{post.id} singular-{post.id} amp-single post"
    return _page(
        edition,
        f"{title} | {TITLE}",
        url,
        excerpt(post, _BOX_WORDS),
        kind,
        main,
        share + _json_ld(edition, post),
    )


def amp_section_page(edition: Edition, name: str, slug: str) -> str:
    """The headlines of one section."""
    items = "".join(_item(edition, post, "h3", _ARCHIVE_WORDS) for post in edition.listed(slug))
    main = (
        f'<div class="cntr archive"> <h2 class="amp-archive-title">{name}</h2> '
        f"<div class=\"arch-psts\"> <div class='loop-wrapper'> {items}</div> </div> </div>"
    )
    url = f"{edition.base}/category/{slug}"
    return _page(
        edition, f"{name} | {TITLE}", url, name, f"archive category-{slug} amp-archive", main, ""
    )


def _amp_body(edition: Edition, post: Post, number: int) -> str:
    body = _NOSCRIPT.sub("", page_html(edition, post, number, "?amp=1"))
    body = _GALLERIES.sub(
        '<amp-carousel width="600" height="480" type="slides" layout="responsive"></amp-carousel>',
        body,
    )
    body = _VIDEO.sub(
        r'<amp-youtube data-videoid="\1" layout="responsive" width="500" height="281"></amp-youtube>',
        body,
    )
    body = _TWEET.sub(
        r'<amp-twitter width="600" height="480" layout="responsive" data-tweetid="\1"></amp-twitter>',
        body,
    )
    body = _IMAGE.sub(lambda found: _amp_image(edition, found[1]), body)
    body = re.sub(r' style="[^"]*" class="([^"]*)"', r' class="\1 acss9cbb5"', body)
    return (
        re.sub(r' style="[^"]*"', ' class="acss84a25"', body)
        .replace("<br />", "<br/>")
        .replace("\n", " ")
    )


def _amp_image(edition: Edition, attributes: str) -> str:
    attributes = attributes.replace('decoding="async" ', "").replace('loading="lazy" ', "")
    fallback = re.sub(r'(?<!-)src="[^"]*"', f'src="{edition.base}{_PLACEHOLDER}"', attributes)
    return (
        f'<amp-img {attributes} layout="intrinsic"><amp-img fallback {fallback} layout="intrinsic">'
        "</amp-img></amp-img>"
    )


def _featured(edition: Edition, post: Post) -> str:
    photo = first_photo(post.body)
    if not photo:
        return ""
    image = _amp_image(
        edition, f'src="{upload_url(edition.base, photo)}" width="640" height="400" alt=""'
    )
    return f'<div class="sf-img"> <figure class="amp-featured-image "> {image} </figure> </div> '


def _others_box(edition: Edition, post: Post) -> str:
    others = edition.others(post)
    if not others:
        return ""
    items = "".join(_item(edition, other, "h2", _BOX_WORDS) for other in others)
    return f'<div class="r-pf"> <div class="cntr"> <h3>Tin khác</h3> <div class=\'loop-wrapper\'> {items}</div> </div> </div> '


def _item(edition: Edition, post: Post, tag: str, words: int) -> str:
    """One article of a box or an archive: picture, sections, title, excerpt, date."""
    link, title = f"{post_url(edition, post)}/amp", html.escape(post.title)
    photo = first_photo(post.body)
    crop = f'src="{upload_url(edition.base, photo)[:-4]}-346x188.png" width="346" height="188" alt="{title}"'
    image = (
        f'<div class="fsp-img"> <div class="loop-img image-container"><a href="{link}" title="{title}">{_amp_image(edition, crop)}</a></div> </div> '
        if photo
        else ""
    )
    labels = "".join(
        f'<li class="amp-cat-{_section_id(slug)}"><a href="{edition.base}/category/{slug}/amp">{name}</a></li>'
        for slug, name in zip(post.sections, post.section_names(), strict=True)
    )
    return (
        f'<div class="fsp"> {image}<div class="fsp-cnt"> <ul class="loop-category">{labels}</ul> '
        f"<{tag} class='loop-title' ><a href=\"{link}\">{title}</a></{tag}> "
        f'<p class="loop-excerpt">{excerpt(post, words)}</p> <div class="pt-dt"> '
        f'<div class="loop-date">{post.published:%d/%m/%Y}</div> </div> </div> </div> '
    )


def _section_id(slug: str) -> int:
    return [known for _, known in SECTIONS].index(slug) + 2


def _json_ld(edition: Edition, post: Post) -> str:
    """The plugin's facts: the clock of UTC with Vietnam's offset beside it, seven hours early."""

    def wrong(when: object) -> str:
        return f"{when:%Y-%m-%dT%H:%M:%S}+07:00"

    navigation = [
        {"@type": "SiteNavigationElement", "name": name, "url": f"{edition.base}/category/{slug}"}
        for name, slug in SECTIONS
    ]
    headline = post.title
    if len(headline) > _HEADLINE_LENGTH:
        headline = headline[:_HEADLINE_LENGTH] + "..."
    posting = {
        "@context": "http://schema.org",
        "@type": "BlogPosting",
        "mainEntityOfPage": post_url(edition, post),
        "publisher": {
            "@type": "Organization",
            "name": TITLE,
            "logo": {"@type": "ImageObject", "url": ""},
        },
        "headline": headline,
        "author": {"@type": "Person", "name": post.author},
        "datePublished": wrong(post.published - VIETNAM.utcoffset(None)),
        "dateModified": wrong(post.modified - VIETNAM.utcoffset(None)),
        "description": excerpt(post, _BOX_WORDS),
    }
    graph = {"@context": "https://schema.org", "@graph": [navigation]}
    return "".join(
        f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False).replace("<", "&lt;")}</script> '
        for facts in (graph, posting)
    )


def _page(
    edition: Edition, title: str, url: str, description: str, kind: str, main: str, end: str
) -> str:
    base = edition.base
    menu = "".join(
        f'<li class="menu-item menu-item-type-taxonomy"><a href="{base}/category/{slug}">{name}</a></li>'
        for name, slug in SECTIONS
    )
    return (
        f'<!doctype html> <html amp lang="vi"> <head> <meta charset="utf-8"> <meta name="viewport" content="width=device-width"> '
        f'<meta name="description" content="{description}"/> <link rel="canonical" href="{url}" /> <title>{title}</title> '
        '<meta name="generator" content="AMP for WP 1.1.13" /> <style amp-custom>.r-pf{margin-top:40px}.tg{display:none}</style> </head> '
        f'<body class="body {kind} 1.1.13"> <header class="header h_m h_m_1" > <div class="hamb-mnu"> <aside class="m-ctr"> <nav class="m-menu"> '
        f'<ul id="menu-chinh" class="amp-menu"><li class="menu-item"><a href="{base}/">Trang chủ</a></li>{menu}</ul> </nav> '
        f'<div class="m-srch"> <form role="search" method="get" class="amp-search" action="{base}"> <input type="text" placeholder="AMP" value="1" name="amp" class="hidden"/> </form> </div> '
        f'<div class="cp-rgt"> <span>All Rights Reserved</span> <a class="view-non-amp" href="{url}" title="View Non-AMP Version">View Non-AMP Version</a> </div> </aside> </div> '
        f'<div class="logo"> <div class="amp-logo"> <a href="{base}/amp" >{TITLE}</a> </div> <p>{TAGLINE}</p> </div> </header> '
        f'{main} <footer class="footer" > <div class="f-w-f2"> <div class="f-menu"> <nav> <ul class="menu">{menu}</ul> </nav> </div> '
        f'<div class="rr"> <span>{TITLE} — {TAGLINE}</span> </div> </div> </footer> {end}'
        '<amp-user-notification layout=nodisplay id="amp-user-notification1"> <p>Trang này có dùng cookie. Xem chính sách để biết thêm.</p> '
        f'<a class="amp-not-privacy amp-not-page-link" href="{base}/chinh-sach" target="_blank">Read More </a> '
        '<button on="tap:amp-user-notification1.dismiss">Accept</button> </amp-user-notification> </body> </html>'
    )
