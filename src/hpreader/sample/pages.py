"""The desktop pages: front page, sections, articles, and the page for what is not there.

The markup is that of WordPress 6.1 with the theme ColorMag.
"""

from __future__ import annotations

import html
from urllib.parse import quote

from hpreader.sample.articles import SECTIONS, TAGLINE, TITLE, Edition, Post
from hpreader.sample.markup import body_html, first_photo, plain_text, split_pages, upload_url

_EXCERPT_WORDS = 20
_TEXTURE = {"&": "&#038;", "<": "&lt;", ">": "&gt;", '"': "&quot;", " - ": " &#8211; "} | {
    sign: f"&#{ord(sign)};" for sign in "“”‘’–—…"
}


def front_page(edition: Edition) -> str:
    """The headlines of the whole paper, newest first."""
    return _list_page(edition, TITLE, TAGLINE, edition.listed(), "", "home blog")


def section_page(edition: Edition, name: str, slug: str) -> str:
    """The headlines of one section."""
    head = f'<link rel="amphtml" href="{edition.base}/category/{slug}/amp" />\n' + _feed_link(
        f"Dòng thông tin chuyên mục {TITLE} &raquo; {name}", edition, f"/category/{slug}/feed"
    )
    return _list_page(
        edition, name, name, edition.listed(slug), head, f"archive category category-{slug}"
    )


def article_page(edition: Edition, post: Post, number: int = 1) -> str:
    """One article, or one page of a paged one; other news is only on its AMP form."""
    url, title = post_url(edition, post), texturize(post.title)
    head = f"""<link rel="amphtml" href="{url}/amp" />
<link rel="https://api.w.org/" href="{edition.base}/wp-json/" />
<link rel="alternate" type="application/json" href="{edition.base}/wp-json/wp/v2/posts/{post.id}" />
<link rel="canonical" href="{url}{f"/{number}" if number > 1 else ""}" />
<link rel='shortlink' href='{edition.base}/?p={post.id}' />
<link rel="alternate" type="application/json+oembed" href="{edition.base}/wp-json/oembed/1.0/embed?url={quote(url, safe="")}" />"""
    photo = first_photo(post.body)
    featured = (
        f'<div class="cm-featured-image"><img class="wp-post-image" src="{upload_url(edition.base, photo)}" alt="" /></div>'
        if photo
        else ""
    )
    main = f"""<article id="post-{post.id}" class="post-{post.id} post type-post status-publish format-standard hentry {" ".join(f"category-{slug}" for slug in post.sections)}">
{featured}
<div class="cm-post-content">
<div class="cm-entry-header-meta"><div class="cm-post-categories">{_section_links(edition, post)}</div></div>
<header class="cm-entry-header"><h1 class="cm-entry-title">{title}</h1></header>
{_meta(edition, post)}
<div class="cm-entry-summary">
{page_html(edition, post, number)}
</div>
</div>
</article>
{_neighbours(edition, post)}"""
    return _page(
        edition, f"{title} &#8211; {TITLE}", head, f"single single-post postid-{post.id}", main
    )


def missing_page(edition: Edition) -> str:
    """What a request for anything else gets."""
    main = '<h1 class="cm-page-title">Không tìm thấy trang</h1>\n<p>Báo mẫu không có trang này.</p>'
    return _page(edition, f"Không tìm thấy trang &#8211; {TITLE}", "", "error404", main)


def page_html(edition: Edition, post: Post, number: int, query: str = "") -> str:
    """The body of one page, with the links to its other pages that WordPress puts under it."""
    texts, url = split_pages(post.body), post_url(edition, post)
    body = body_html(texts[number - 1], edition.base, post.lede if number == 1 else "")
    if len(texts) == 1:
        return body
    links = " ".join(
        f'<span class="post-page-numbers current" aria-current="page">{other}</span>'
        if other == number
        else f'<a href="{url}{f"/{other}" if other > 1 else ""}{query}" class="post-page-numbers">{other}</a>'
        for other in range(1, len(texts) + 1)
    )
    return f'{body}\n<div class="page-links">Trang: {links}</div>'


def post_url(edition: Edition, post: Post) -> str:
    """The address of an article."""
    return f"{edition.base}/{post.slug}.html"


def texturize(text: str) -> str:
    """A title as WordPress writes it into a page: dashes, quotes and signs as entities."""
    text = text.replace("&", _TEXTURE["&"])
    for sign, entity in _TEXTURE.items():
        if sign != "&":
            text = text.replace(sign, entity)
    return text


def excerpt(post: Post, words: int, end: str = "&hellip;") -> str:
    """The first words of the text; a Vietnamese word counts as its syllables."""
    all_words = plain_text(post.body, post.lede).split()
    text = html.escape(" ".join(all_words[:words]), quote=False)
    return text + end if len(all_words) > words else text


def _list_page(
    edition: Edition, title: str, heading: str, posts: tuple[Post, ...], head: str, kind: str
) -> str:
    items = "\n".join(_list_item(edition, post) for post in posts)
    main = f"""<header class="cm-page-header"><h1 class="cm-page-title"><span>{texturize(heading)}</span></h1></header>
<div class="cm-posts cm-layout-2 col-2">
{items}
</div>"""
    full_title = f"{texturize(title)} &#8211; {TAGLINE if title == TITLE else TITLE}"
    return _page(edition, full_title, head, kind, main)


def _list_item(edition: Edition, post: Post) -> str:
    url, title = post_url(edition, post), texturize(post.title)
    return f"""<article id="post-{post.id}" class="post-{post.id} post type-post status-publish hentry">
<div class="cm-post-content">
<div class="cm-entry-header-meta"><div class="cm-post-categories">{_section_links(edition, post)}</div></div>
{_meta(edition, post)}
<header class="cm-entry-header"><h2 class="cm-entry-title"><a href="{url}" title="{title}">{title}</a></h2></header>
<div class="cm-entry-summary"><p>{excerpt(post, _EXCERPT_WORDS)}</p>
<a class="cm-entry-button" title="{title}" href="{url}"><span>Đọc tiếp</span></a></div>
</div>
</article>"""


def _meta(edition: Edition, post: Post) -> str:
    when = post.published
    changed = (
        f'<time class="updated" datetime="{post.modified.isoformat()}">{post.modified:%d/%m/%Y}</time>'
        if post.modified != when
        else ""
    )
    return f"""<div class="cm-below-entry-meta"><span class="cm-post-date"><a href="{post_url(edition, post)}" title="{when:%H:%M}" rel="bookmark"><time class="entry-date published{"" if changed else " updated"}" datetime="{when.isoformat()}">{when:%d/%m/%Y}</time>{changed}</a></span>
<span class="cm-author cm-vcard"><a class="url fn n" href="{edition.base}/author/bien-tap" title="{post.author}">{post.author}</a></span></div>"""


def _section_links(edition: Edition, post: Post) -> str:
    return "".join(
        f'<a href="{edition.base}/category/{slug}" rel="category tag">{name}</a>'
        for slug, name in zip(post.sections, post.section_names(), strict=True)
    )


def _neighbours(edition: Edition, post: Post) -> str:
    """Links to the article before and the one after, as themes put them under a text."""
    listed = edition.listed()
    if post not in listed:
        return ""
    place = listed.index(post)
    older, newer = listed[place + 1 : place + 2], listed[max(place - 1, 0) : place]
    links = [
        f'<li class="{kind}"><a href="{post_url(edition, one)}" rel="{rel}">{texturize(one.title)}</a></li>'
        for kind, rel, found in (("previous", "prev", older), ("next", "next", newer))
        for one in found
    ]
    return '<ul class="default-wp-page">' + "".join(links) + "</ul>"


def _feed_link(title: str, edition: Edition, path: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{edition.base}{path}" />'


def _page(edition: Edition, title: str, head: str, kind: str, main: str) -> str:
    base = edition.base
    menu = "\n".join(
        f'<li class="menu-item menu-item-type-taxonomy"><a href="{base}/category/{slug}">{texturize(name)}</a></li>'
        for name, slug in SECTIONS
    )
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="UTF-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name='robots' content='max-image-preview:large' />
{_feed_link(f"Dòng thông tin {TITLE} &raquo;", edition, "/feed")}
{_feed_link(f"Dòng phản hồi {TITLE} &raquo;", edition, "/comments/feed")}
{head}
<meta name="generator" content="WordPress 6.1.9" />
</head>
<body class="{kind} wp-embed-responsive cm-no-sidebar">
<div id="page" class="hfeed site">
<a class="skip-link screen-reader-text" href="#main">Đến phần nội dung</a>
<header id="cm-masthead" class="cm-header-builder">
<div class="cm-site-info"><h3 class="cm-site-title"><a href="{base}/" title="{TITLE}" rel="home">{TITLE}</a></h3>
<p class="cm-site-description">{TITLE} — {TAGLINE}</p></div>
<nav id="cm-primary-nav" class="cm-primary-nav"><ul id="cm-primary-menu" class="cm-primary-menu"><li class="menu-item menu-item-home"><a href="{base}/">Trang chủ</a></li>
{menu}
</ul></nav>
</header>
<div id="cm-content" class="cm-content"><div class="cm-container"><div class="cm-row">
<div id="cm-primary" class="cm-primary">
{main}
</div>
</div></div></div>
<footer id="cm-footer" class="cm-footer"><div class="cm-copyright copyright">{TITLE} — {TAGLINE}.</div></footer>
</div>
</body>
</html>
"""
