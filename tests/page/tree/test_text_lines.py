"""No rule takes words out of a sentence: what a rule drops is a block or a whole line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hpreader.model import Article
from hpreader.page import parse_page
from hpreader.page.tree.selectors import Compound, compile_selector
from hpreader.sites import overlay, profiles

URL = "https://bao.example.vn/bong-da/vo-dich-lan-hai.html"
BEFORE = "Đây là lần vô địch thứ hai trong lịch sử của"
WORDS = "đội tuyển nữ thành phố cảng"
AFTER = ", sau lần đầu tiên vào mùa hè cách đây mười năm."
SENTENCE = f"{BEFORE} {WORDS}{AFTER}"
PROSE = "".join(
    f"<p>Câu số {number} của bài viết kể thêm về trận đấu, về người xem và về sân bóng bên bờ sông.</p>"
    for number in range(6)
)
BLOCK_TAGS = frozenset({"article", "aside", "div", "section", "p", "ul", "li", "table"})
SHIPPED = [(profile.name, rule) for profile in profiles() for rule in profile.drop]
NAMES = (
    "share", "social", "related", "related-news", "tin-lien-quan", "relatedpost", "comment", "ads", "ad", "banner", "tags",
    "readmore", "badge", "promo", "author-box", "callout", "d-none d-md-inline",
)  # fmt: skip
"""Names by which any site's boxes are left out, and a class that hides on small screens only."""


@pytest.fixture
def drop(tmp_path: Path) -> Iterator[Path]:
    """The folder of the user's own profiles; what a test wrote there ends with it."""
    yield tmp_path
    overlay(tmp_path / "none")


def use_rule(folder: Path, rule: str) -> None:
    literal = rule.replace("\\", "\\\\").replace('"', '\\"')
    folder.joinpath("mine.toml").write_text(
        f'hosts = ["bao.example.vn"]\ntitle = ["h1"]\nbody = [".noi-dung"]\ndrop = ["{literal}"]\n',
        "utf-8",
    )
    assert overlay(folder) == ()


def tagged(step: Compound, content: str, default: str) -> str:
    """An element that one step of a selector matches, around some content."""
    tag = step.tag or default
    attributes = [f'id="{step.id}"'] if step.id else []
    tokens = list(step.tokens)
    for name, how, value in step.attributes:
        if name == "class":
            tokens.append(value)
        else:
            attributes.append(f'{name}="{value}"' if how != "has" else f'{name}=""')
    if tokens:
        attributes.append(f'class="{" ".join(tokens)}"')
    return f"<{tag} {' '.join(attributes)}>{content}</{tag}>"


def paragraphs(markup: str) -> list[str]:
    page = f"<html lang='vi'><head><title>Vô địch lần thứ hai sau mười năm</title></head><body><h1>Vô địch lần thứ hai sau mười năm</h1><div class='noi-dung'>{PROSE}{markup}{PROSE.replace('số', 'thứ')}</div></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    return article.plain_text().split("\n")


@pytest.mark.parametrize(("name", "rule"), SHIPPED)
def test_a_drop_rule_of_a_profile_takes_a_block_and_a_line_and_never_a_part_of_a_sentence(
    drop: Path, name: str, rule: str
) -> None:
    use_rule(drop, rule)
    step = compile_selector(rule)[-1]
    block = tagged(step, f"<p>{WORDS}</p>", "div")
    assert WORDS not in "\n".join(paragraphs(block)), name
    if step.tag in BLOCK_TAGS:
        return
    for default in ("a", "span", "strong"):
        inline = tagged(step, WORDS, default)
        assert SENTENCE in paragraphs(f"<p>{BEFORE} {inline}{AFTER}</p>"), name
        assert WORDS not in "\n".join(paragraphs(f"<p>{inline}</p>")), name


@pytest.mark.parametrize("rule", [".cms-relate", "a[rel=tag]", "em", "b a", "#one", "[data-ad]"])
def test_a_drop_rule_of_the_users_own_profile_does_not_tear_a_sentence(
    drop: Path, rule: str
) -> None:
    use_rule(drop, rule)
    steps = compile_selector(rule)
    inline = WORDS
    for step in reversed(steps):
        inline = tagged(step, inline, "a")
    for markup in (
        f"<p>{BEFORE} {inline}{AFTER}</p>",
        f"<p>{BEFORE} <em class='x'>{inline}</em>{AFTER}</p>",
        f"<div>{BEFORE} {inline}{AFTER}<br><br></div>",
        f"<div><span>{BEFORE}</span> {inline}<span>{AFTER}</span></div>",
    ):
        assert SENTENCE in paragraphs(markup)
    assert SENTENCE in "\n".join(paragraphs(f"<ul><li>{BEFORE} {inline}{AFTER}</li></ul>"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tag", ["span", "a", "b"])
def test_a_name_that_any_box_may_have_does_not_tear_a_sentence(name: str, tag: str) -> None:
    inline = f"<{tag} class='{name}' href='/doi-tuyen'>{WORDS}</{tag}>"
    assert SENTENCE in paragraphs(f"<p>{BEFORE} {inline}{AFTER}</p>")
    assert SENTENCE in "\n".join(paragraphs(f"<ul><li>{BEFORE} {inline}{AFTER}</li></ul>"))
    assert SENTENCE in paragraphs(f"<h3>{BEFORE} {inline}{AFTER}</h3>")


@pytest.mark.parametrize("name", ["caption", "photo-caption", "credit"])
def test_an_element_named_caption_within_a_sentence_is_no_caption_of_the_image_above(
    name: str,
) -> None:
    said = paragraphs(
        f"<p><img src='/a.jpg'></p><p>{BEFORE} <span class='{name}'>{WORDS}</span>{AFTER}</p>"
    )
    assert SENTENCE in said


def test_inserted_text_is_kept_and_an_advertisement_slot_is_left_out() -> None:
    assert SENTENCE in paragraphs(f"<p>{BEFORE} <ins>{WORDS}</ins>{AFTER}</p>")
    assert WORDS not in "\n".join(paragraphs(f"<ins class='adsbygoogle'>{WORDS}</ins>"))


@pytest.mark.parametrize(
    "attribute", ["hidden", "style='display:none'", "class='screen-reader-text'", "class='d-none'"]
)
def test_hidden_text_is_left_out_even_within_a_sentence(attribute: str) -> None:
    text = "\n".join(paragraphs(f"<p>{BEFORE} <span {attribute}>{WORDS}</span>{AFTER}</p>"))
    assert WORDS not in text


def test_a_label_within_a_sentence_announces_no_box() -> None:
    link = f"<a href='/bai-khac-cua-bao-123456.html'>{WORDS}</a>"
    said = f"Ông kể thêm về tin liên quan {WORDS}{AFTER}"
    assert said in paragraphs(f"<p>Ông kể thêm về <strong>tin liên quan</strong> {link}{AFTER}</p>")


def test_a_line_of_only_dropped_elements_and_punctuation_is_left_out(drop: Path) -> None:
    use_rule(drop, ".tag")
    line = f"<p><a class='tag'>{WORDS}</a> | <a class='tag'>{WORDS}</a></p>"
    assert WORDS not in "\n".join(paragraphs(line))
    buttons = f"<div><a href='/ban-do.pdf'>Bản đồ sân bóng</a><a class='tag'>{WORDS}</a></div>"
    assert WORDS not in "\n".join(paragraphs(buttons))
