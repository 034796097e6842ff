"""The page as a tree.

html_parser, charset, content_kind, html_repair, consent, streamed_parts, hidden_wrapper
                                                       bytes to a clean tree within limits
document, element_index, selectors, text_weights       the parsed page, and selectors over an index of it
tags, text_content, text_lines, visibility, site_hosts  properties of elements that all rooms need
trace                                                  a record of decisions, for `show --explain`
"""
