"""Which element of a page is its article, and which pages have none.

article_body         by the site's profile, else by the decider
decider              for sites without a profile; weighs the following
article_names        elements that the site itself names as its article
readability_adapter  the choice of readability-lxml
density              where most prose is
headed_text          the text below the headline, where there is no prose
jsonld_body          the article's text in JSON-LD, matched with the page
teaser_columns, boilerplate   what is excluded beside the article and within its element
leading_image        the image above the body
image_story          posts of images without text
attached_documents   posts that are a title and documents, documents beside a body
completeness         further pages, paywalls
non_articles         the Problem of a page without an article
"""
