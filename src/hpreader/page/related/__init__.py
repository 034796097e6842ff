"""Boxes of other news on a page.

related_news   all boxes of a page and their items: start here
box_finder     boxes after labels and by class names, for any site
cards          cards between the paragraphs of an article
items          the items of a box: headline and address; teasers: excerpt and date
labels         the labels that announce related news, and those that announce something else
"""
