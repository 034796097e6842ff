"""Which address of a thumbnail is the image."""

import pytest

from hpreader.model import (
    Image,
)
from hpreader.page import parse_body
from tests.support.pages import URL


@pytest.mark.parametrize(
    ("link", "thumbnail", "shown"),
    [
        ("/u/hoa.png", "<img src='/u/hoa-300x188.png'>", "/u/hoa.png"),
        ("/u/hoa-lon.JPG?x=1", "<img src='/u/hoa-nho-300x188.jpg'>", "/u/hoa-lon.JPG?x=1"),
        ("/u/a.webp", "<noscript><img src='https://i0.wp.com/b/a-300x188.webp'></noscript>", "/u/a.webp"),
        ("/bai-khac.html", "<img src='/u/hoa-300x188.png'>", "/u/hoa-300x188.png"),
        ("/wiki/File:hoa-lon.jpg", "<img src='/u/hoa.jpg'>", "/u/hoa.jpg"),
        ("", "<img src='/u/hoa.jpg'>", "/u/hoa.jpg"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "around",
    [
        "<figure class='gallery-item'><div class='gallery-icon'><a href='{}'>{}</a></div></figure>",
        "<figure class='wp-block-gallery'><figure class='wp-block-image'><a href='{}'>{}</a></figure></figure>",
    ],
)
def test_a_thumbnail_that_links_to_its_image_is_shown_as_that_image(
    around: str, link: str, thumbnail: str, shown: str
) -> None:
    html = "<p>Một đoạn văn.</p>" + around.format(link, thumbnail)
    (photo,) = (block for block in parse_body(html, URL).blocks if isinstance(block, Image))
    assert photo.src == f"https://bao.example.vn{shown}"
