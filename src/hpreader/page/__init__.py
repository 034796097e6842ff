"""The lxml door: pages of news sites in, articles and lists out; nothing here raises for what a page is.

charset, dom     bytes to a tree, within budgets          selecting     selectors over an index
article          facts + body + related, or a Problem     refusals      which kind of nothing a page is
body             the site's profile, else the decider     blocks        the tree walked into drafts of blocks
inline, images, embeds, tables                            what stands within blocks
trimming         doubles, share lines, late captions      signatures    the lines below: byline, origin
facts, metadata, publication, ledes                       title, section, dates, byline, lede
surroundings     the same of sites that nobody knows      wholeness     further pages, walls before the rest
related, boxes, labels                                    where other news stand      items, teasers    what each says
lists            section pages read as headlines
site             feeds, REST root and other forms          pointers      next pages of lists, links to feeds
"""

from hpreader.page.article_builder import parse_body, parse_page
from hpreader.page.headline_list import parse_list
from hpreader.page.page_links import PageLinks, parse_links
from hpreader.page.site_facts import SiteFacts, parse_site

__all__ = [
    "PageLinks",
    "SiteFacts",
    "parse_body",
    "parse_links",
    "parse_list",
    "parse_page",
    "parse_site",
]
