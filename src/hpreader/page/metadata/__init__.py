"""What a page states about its article: title, sections, dates, byline, origin, lede."""
