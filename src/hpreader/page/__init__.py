"""The lxml door: pages of news sites in, articles and lists out; no page makes it raise an error.

page_reader      one page, parsed once, and all that can be read from it: start here
article_builder  an article from body, metadata and related boxes, or the Problem why there is none
headline_list    section pages read as lists of headlines
page_links       next pages of lists, links to feeds
site_facts       feeds, REST root and the other forms of a page

tree/            bytes to a tree within limits; properties of elements that all rooms need
body/            which part of the tree is the article; which pages are none
blocks/          that part as blocks: paragraphs, headings, images, lists, tables, embeds
metadata/        title, sections, dates, byline, origin, lede
related/         boxes of other news and their items
phrases/         words by which sites name boxes, buttons, bylines and errors, as TOML for each language

Each room imports only from those before it in this order: phrases, tree, blocks, related, metadata, body.
"""

from hpreader.page.article_builder import parse_body
from hpreader.page.page_links import PageLinks
from hpreader.page.page_reader import (
    PageReader,
    parse_links,
    parse_list,
    parse_page,
    parse_site,
)
from hpreader.page.site_facts import SiteFacts
from hpreader.page.tree.trace import Trace

__all__ = [
    "PageLinks",
    "PageReader",
    "SiteFacts",
    "Trace",
    "parse_body",
    "parse_links",
    "parse_list",
    "parse_page",
    "parse_site",
]
