"""Posts of WordPress' API as entries."""

import pytest

from hpreader.newsroom.wordpress.post_format import parse_post


def post(title: str, body: str = "") -> dict[str, object]:
    return {
        "link": "https://bao.example/cho-dem-ben-binh-mo-lai.html",
        "guid": {"rendered": "https://bao.example/?p=7"},
        "title": {"rendered": title},
        "content": {"rendered": body},
        "date_gmt": "2026-11-22T03:00:00",
        "modified_gmt": "2026-11-22T03:00:00",
    }


@pytest.mark.parametrize(
    ("rendered", "title"),
    [
        ("Phim <em>Sóng</em>, một tiếng vọng", "Phim Sóng, một tiếng vọng"),
        ("Khí CO<sub>2</sub> &#8211; cảng", "Khí CO2 – cảng"),
        ("Khí &lt;sub&gt;2&lt;/sub&gt;", "Khí 2"),
        ('<span class="x"></span>Chợ đêm<script>a()</script>', "Chợ đêm"),
        ("3 &lt; 5", "3 < 5"),
    ],
)
def test_titles_lose_every_tag(rendered, title):
    entry = parse_post(post(rendered))
    assert entry is not None
    assert entry.title == title


def test_a_post_without_a_title_is_called_by_its_text_or_its_address():
    by_text, by_address = parse_post(post("", "<p>Chợ mở lại.</p>")), parse_post(post(""))
    assert by_text is not None
    assert by_address is not None
    assert (by_text.title, by_address.title) == ("Chợ mở lại.", "cho dem ben binh mo lai")
