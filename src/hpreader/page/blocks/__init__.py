"""A part of a tree as the blocks of an article.

builder      walks the tree and collects drafts of blocks
exclusions   which elements are left out, by whichever rule
drafts       a block, and what is known of it only while the tree is walked
inline, image_blocks, figures, list_blocks, table_blocks, embeds   the parts of blocks
attachments  documents that a line links to or a viewer shows
line_groups, preformatted   which line breaks part lines; the lines and spaces of <pre>
revisions, formulas         <ins> and <del>; MathML as text
clean_up     removes repetitions, share lines and notices from the drafts, attaches captions
"""
