"""Articles in our own words, and mutations of them: some that matter to a reader, some that do not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from hpreader.model import Article, Image, Inline, ListBlock, Paragraph, Span

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLES = ["Văn", "Thị", "Quang", "Ngọc", "Minh", "Đức", "Thu", "Hải", "Thanh", "Xuân"]
GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hạnh",
    "Khoa",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tuấn",
    "Uyên",
    "Vân",
    "Yến",
]
PLACES = [
    "phường Hòa Nghĩa", "xã Tân Trào", "phường Bàng La", "xã Lê Thiện", "phường Vạn Hương", "đảo Cát Bà",
    "quận Đồ Sơn", "xã Kiến Quốc", "phường Thành Tô", "chợ Cố Đạo", "cầu Rào", "bến Bính",
]  # fmt: skip
SENTENCES = [
    "Theo {person}, {n} hộ dân ở {place} đã nhận được nước sạch từ đầu tháng.",
    "Đội xe gồm {n} chiếc chở vật liệu đến {place} trong đêm.",
    "Ông {person} cho biết công việc sẽ kéo dài thêm {n} ngày.",
    "Lớp học ở {place} mở cửa vào các buổi tối trong tuần.",
    "Nhiều người đến xem từ sáng sớm, mang theo ghế và nước uống.",
    "Tổng chi phí là {n} triệu đồng, do người dân cùng đóng góp.",
    "Vào lúc {hour}h{minute} ngày {day}/{month}, đoàn người có mặt tại {place}.",
    "Bà {person} bán hàng ở {place} đã {n} năm nay.",
    "Mưa to khiến đường làng lầy lội, xe máy phải dắt bộ từng quãng.",
    "Ban tổ chức dự kiến đón {n} khách trong hai ngày cuối tuần.",
    "Những chiếc thuyền gỗ nằm im bên bờ, chờ con nước lên.",
    "Anh {person} nói rằng mùa này tôm cá về nhiều hơn mọi năm.",
]
OPENINGS = [
    "Người dân {place} chung tay làm đường",
    "{n} hộ dân {place} có nước sạch",
    "Chuyện của {person} bên bến thuyền",
    "Mùa cá về ở {place}",
]
NEW_PARAGRAPHS = [
    "Sáng nay, những người thợ bắt đầu dựng lại mái che cho khu chợ tạm và dọn sạch bùn đất trên lối đi.",
    "Đến cuối ngày, mọi tuyến xe buýt đã chạy lại bình thường, hành khách không còn phải chờ lâu như trước.",
    "Nhà trường đề nghị phụ huynh đưa đón con đúng giờ và để xe gọn gàng hai bên cổng.",
]


def an_article(random_: random.Random) -> Article:
    """An article of three to nine paragraphs, an image and, at times, a list."""
    title = _filled(random_, random_.choice(OPENINGS))
    paragraphs = [
        " ".join(_filled(random_, one) for one in random_.sample(SENTENCES, random_.randint(1, 3)))
        for _ in range(random_.randint(3, 9))
    ]
    blocks: list[Paragraph | Image | ListBlock] = [Paragraph(Inline(one)) for one in paragraphs]
    blocks.insert(
        1, Image("https://bao.example/1.jpg", caption=Inline("Bến thuyền - Ảnh: Báo Thử"))
    )
    if random_.random() < 0.3:
        items = tuple(Inline(_filled(random_, one)) for one in random_.sample(SENTENCES, 2))
        blocks.append(ListBlock(ordered=False, items=items))
    lede = _filled(random_, random_.choice(SENTENCES)) if random_.random() < 0.5 else ""
    return Article("https://bao.example/tin", title, tuple(blocks), lede=lede)


def _person(random_: random.Random) -> str:
    return f"{random_.choice(FAMILIES)} {random_.choice(MIDDLES)} {random_.choice(GIVEN)}"


def _filled(random_: random.Random, sentence: str) -> str:
    return sentence.format(
        person=_person(random_),
        place=random_.choice(PLACES),
        n=random_.randint(2, 990),
        hour=random_.randint(5, 21),
        minute=random_.randint(10, 55),
        day=random_.randint(1, 28),
        month=random_.randint(1, 12),
    )


def _plain(article: Article) -> list[int]:
    """The numbers of the paragraphs without links."""
    return [
        number
        for number, block in enumerate(article.blocks)
        if isinstance(block, Paragraph) and not block.content.spans
    ]


def _with_text(article: Article, number: int, change: Callable[[str], str]) -> Article:
    """The article with another text in the paragraph of a number."""
    place = _plain(article)[number]
    block = article.blocks[place]
    assert isinstance(block, Paragraph)
    blocks = list(article.blocks)
    blocks[place] = Paragraph(Inline(change(block.content.text)))
    return replace(article, blocks=tuple(blocks))


def _somewhere(
    random_: random.Random, article: Article, pattern: str, change: Callable[[re.Match[str]], str]
) -> Article | None:
    """The article with one place changed that a pattern matches; None if none does."""
    texts = [article.blocks[place] for place in _plain(article)]
    at = [
        number
        for number, block in enumerate(texts)
        if isinstance(block, Paragraph) and re.search(pattern, block.content.text)
    ]
    if not at:
        return None
    return _with_text(
        article, random_.choice(at), lambda text: re.sub(pattern, change, text, count=1)
    )


# --- what does not matter -------------------------------------------------------------------------


def spaces(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r" ", lambda _m: "\u00a0 ")


def signs(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r"[,.]", lambda m: {",": ";", ".": "!"}[m[0]])


def dashes_in_captions(_random: random.Random, article: Article) -> Article | None:
    blocks = tuple(
        replace(block, caption=Inline(block.caption.text.replace(" - ", " \u2013 ")))
        if isinstance(block, Image)
        else block
        for block in article.blocks
    )
    return replace(article, blocks=blocks)


def caption_gone(_random: random.Random, article: Article) -> Article | None:
    blocks = tuple(block for block in article.blocks if not isinstance(block, Image))
    return replace(article, blocks=blocks)


def misspelt(random_: random.Random, article: Article) -> Article | None:
    """Letters of a word with small ones only change places."""
    pattern = r"(?<=[a-zà-ỹ] )([bcdghklmnpqrstvx])([aeiouy])([a-zà-ỹ]{2,})(?= [a-zà-ỹ])"
    return _somewhere(random_, article, pattern, lambda m: m[2] + m[1] + m[3])


def capital(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r"(?<= )(phường|xã|quận)(?= )", lambda m: m[0].capitalize())


def updated_line(random_: random.Random, article: Article) -> Article | None:
    line = Paragraph(Inline(f"Cập nhật lúc {random_.randint(6, 22)}:{random_.randint(10, 59)}"))
    return replace(article, blocks=(*article.blocks, line))


def more_news(random_: random.Random, article: Article) -> Article | None:
    text = _filled(random_, random_.choice(SENTENCES))
    link = Paragraph(Inline(text, (Span(0, len(text), "link", "https://bao.example/khac"),)))
    blocks = list(article.blocks)
    blocks.insert(random_.randint(1, len(blocks)), link)
    return replace(article, blocks=tuple(blocks))


def seen_often(random_: random.Random, article: Article) -> Article | None:
    line = Paragraph(Inline(f"{random_.randint(100, 9000)} lượt xem"))
    return replace(article, blocks=(*article.blocks, line))


def other_order(random_: random.Random, article: Article) -> Article | None:
    blocks = list(article.blocks)
    random_.shuffle(blocks)
    return replace(article, blocks=tuple(blocks))


def divided(random_: random.Random, article: Article) -> Article | None:
    """A paragraph of several sentences becomes several paragraphs."""
    at = [
        number
        for number in _plain(article)
        if isinstance(block := article.blocks[number], Paragraph) and ". " in block.content.text
    ]
    if not at:
        return None
    number = random_.choice(at)
    block = article.blocks[number]
    assert isinstance(block, Paragraph)
    first, rest = block.content.text.split(". ", 1)
    both = (Paragraph(Inline(f"{first}.")), Paragraph(Inline(rest)))
    return replace(article, blocks=(*article.blocks[:number], *both, *article.blocks[number + 1 :]))


def lede_to_paragraph(_random: random.Random, article: Article) -> Article | None:
    if not article.lede:
        return None
    first = Paragraph(Inline(article.lede))
    return replace(article, lede="", blocks=(first, *article.blocks))


def time_otherwise(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r"(\d+)h(\d+)", lambda m: f"{m[1]} giờ {m[2]}")


def zeros(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r"(?<= )(\d)(?= )", lambda m: f"0{m[1]}")


# --- what matters ---------------------------------------------------------------------------------


def other_number(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(
        random_, article, r"(?<= )(\d+)(?= (?:hộ|chiếc|ngày|triệu|năm|khách))",
        lambda m: str(int(m[1]) + random_.randint(1, 9)),
    )  # fmt: skip


def other_date(random_: random.Random, article: Article) -> Article | None:
    return _somewhere(random_, article, r"(\d+)(?=/\d)", lambda m: str(int(m[1]) % 28 + 1))


def other_person(random_: random.Random, article: Article) -> Article | None:
    names = "|".join(FAMILIES)
    known = article.title + article.plain_text()

    def other(match: re.Match[str]) -> str:
        while (name := _person(random_)) in known or name == match[0]:
            pass
        return name

    return _somewhere(random_, article, rf"(?:{names}) \w+ \w+", other)


def paragraph_added(random_: random.Random, article: Article) -> Article | None:
    blocks = list(article.blocks)
    blocks.insert(
        random_.randint(0, len(blocks)), Paragraph(Inline(random_.choice(NEW_PARAGRAPHS)))
    )
    return replace(article, blocks=tuple(blocks))


def headline_number(random_: random.Random, article: Article) -> Article | None:
    if not re.search(r"\d", article.title):
        return None
    return replace(
        article,
        title=re.sub(r"\d+", lambda m: str(int(m[0]) + random_.randint(1, 9)), article.title),
    )


SILENT: Mapping[str, Callable[[random.Random, Article], Article | None]] = {
    one.__name__: one
    for one in (
        spaces, signs, dashes_in_captions, caption_gone, misspelt, capital, updated_line, more_news, seen_often,
        other_order, divided, lede_to_paragraph, time_otherwise, zeros,
    )
}  # fmt: skip
TELLING: Mapping[str, Callable[[random.Random, Article], Article | None]] = {
    one.__name__: one
    for one in (other_number, other_date, other_person, paragraph_added, headline_number)
}
