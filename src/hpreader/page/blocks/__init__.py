"""A part of a tree as the blocks of an article: paragraphs, headings, images, lists, tables, embeds."""
