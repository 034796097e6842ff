"""WordPress' REST API, where a site has it open.

    rest_api.py     requests: posts, edits, categories
    post_format.py  addresses of the API, and its posts as entries (pure)

Format: https://developer.wordpress.org/rest-api/reference/posts/
"""
