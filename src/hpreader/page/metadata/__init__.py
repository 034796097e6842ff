"""The metadata of an article: title, sections, dates, byline, origin, lede.

facts                  all of it, each from the most reliable source
jsonld                 what the page states in JSON-LD
headline_surroundings  lines around the headline and after the body, for sites without a profile
section_labels, publication_dates, lede   one kind each
signature              byline and origin in the last paragraphs of the body
"""
