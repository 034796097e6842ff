"""Texts of one article at two times: what differs, and what of it matters. Pure.

    units.py       an article as headline, lede, paragraphs, items, captions
    tokens.py      their words, numbers and signs; a syllable of Vietnamese is a word
    alignment.py   which units, and which words, belong together
    numbers_and_names.py   what an edit may correct
    judgement.py   what matters of the differences
    text_diff.py   all differences, as they are shown
    comparison.py  which texts are compared

It knows nothing of where the texts come from: `store/articles/replacement.py` decides which are compared.
"""
