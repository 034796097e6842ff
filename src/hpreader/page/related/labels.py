"""The words by which sites announce other news, and those by which they announce something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NEWS = r"(?:tin(?: tức)?|bài(?: viết| báo)?|tin,? bài|bài,? tin|thông tin|bản tin|câu chuyện|chuyện|nội dung)"
_KIND = (
    r"(?:khác|liên quan(?: đến .{1,30})?|cùng (?:chuyên mục|chủ đề|chủ điểm|loại|mục|danh mục|sự kiện|tác giả|thể loại|nhóm|ngày)(?: .{1,25})?"
    r"|đã (?:đưa|đăng)(?: .{1,12})?|(?:mới|cũ) hơn|tương tự|tiếp theo|trước đó|đọc thêm|tham khảo|nên (?:đọc|xem)|(?:trong|theo) (?:chuyên mục|dòng sự kiện)(?: .{1,25})?)"
)
_COUNT = r"(?:\s*\(\d{1,3}\))?"
RELATED_LABEL = re.compile(
    rf"(?:(?:các|những|một số|danh sách|xem|đọc|mời (?:bạn )?(?:xem|đọc))\s+)?{_NEWS}\s+{_KIND}{_COUNT}"
    r"|(?:cùng|trong) (?:chuyên mục|chủ đề|chủ điểm|tác giả|sự kiện|danh mục|thể loại|mục)(?: .{1,25})?"
    r"|(?:tin|bài)? ?liên quan|(?:theo )?dòng sự kiện(?: liên quan)?|cùng sự kiện"
    r"|(?:(?:mời|kính mời) (?:quý )?(?:bạn(?: đọc)?|độc giả|quý vị) )?(?:đọc|xem|tham khảo|tìm hiểu) (?:thêm|tiếp|ngay)(?: .{1,30})?"
    r"|có thể (?:bạn|độc giả|quý vị)(?: sẽ| cũng)? (?:quan tâm|thích|muốn (?:đọc|xem)|chưa (?:đọc|biết))(?: .{1,20})?"
    r"|(?:bạn|độc giả) có thể (?:quan tâm|thích|muốn (?:đọc|xem))|gợi ý (?:cho bạn|đọc thêm)|dành (?:riêng )?cho bạn|đề xuất cho bạn"
    r"|(?:bạn )?(?:đừng|chớ) bỏ lỡ|không thể bỏ lỡ|đáng đọc|đọc gì tiếp(?: theo)?"
    r"|related(?: (?:posts?|articles?|stories|news|content|reading|topics? news|links))?|similar (?:posts?|articles?|stories|news)"
    r"|more(?: (?:stories|news|articles|posts|to read|on this(?: story| topic)?|from .{1,40}|in .{1,40}|like this|about .{1,30}))?"
    r"|you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in)|(?:people|readers) also read|(?:read|see) (?:more|next|also)|also read|also in .{1,30}"
    r"|keep reading|recommended(?: (?:for you|reading|stories|articles))?|suggested (?:posts|articles|reading)|recent (?:posts|articles|news)|other (?:news|posts|articles|stories)|next stories|what to read next|in this section",
    re.IGNORECASE,
)
"""What stands above a box of other news, as a whole."""

OTHER_LABEL = re.compile(
    r"(?:đọc|xem|quan tâm|chia sẻ|bình luận|thảo luận) nhiều|nhiều người (?:đọc|xem)|nổi bật|mới nhất|mới (?:cập nhật|đăng|nhận)|tin mới(?!\s+hơn)|tin nóng|tin nhanh|tiêu điểm"
    r"|đang (?:được )?quan tâm|quan tâm nhất|most (?:read|popular|viewed|shared|commented)|popular|trending|top (?:stories|news)|latest|quảng cáo|tài trợ|sponsored|advert|promoted"
    r"|bình luận|ý kiến|phản hồi|comments?|leave a reply|từ kh(?:óa|oá)|\btags?\b|\bthẻ\b|chuyên mục khác|(?:video|ảnh|podcast) (?:khác|hot|mới)",
    re.IGNORECASE,
)
"""What stands above lists that are not about the article: most read, newest, advertisements, tags."""

_LEAD_WORDS = (
    r"(?:(?:mời|kính mời) (?:quý )?(?:vị|bạn|độc giả|quý vị)[^:]{0,30}|(?:bạn )?(?:xem|đọc|tìm hiểu|tham khảo)\s+(?:thêm|tiếp|ngay|lại)(?:[^:<>»]{0,30}(?=[:：]))?"
    r"|(?:các )?(?:tin|bài)(?: viết| tức)? (?:liên quan|cùng chủ đề|khác|nên đọc|đọc thêm)|liên quan|có thể bạn quan tâm|tham khảo|(?:bài|kỳ) (?:trước|[0-9ivx]+)(?=\s*[:：>»])"
    r"|read (?:more|also|next)|also read|see also|related(?: (?:story|stories|article|articles|news|post|posts))?|more)"
)
LINK_LINE_START = re.compile(
    rf"^\W*?(?:(?:>>+|»+|&gt;&gt;|→|►|▶|☛|👉)\s*(?:{_LEAD_WORDS}\s*[:：>»\-–]*)?|{_LEAD_WORDS}\s*[:：>»\-–]+|{_LEAD_WORDS}(?=\s|$))\s*",
    re.IGNORECASE,
)
"""How a line begins that only leads to another article."""

SIGNS_BEFORE = re.compile(r"^\W+")
ARROWS = frozenset(">»→►▶☛👉")
_LEAD_LETTERS = frozenset(
    ["mờ", "kí", "bạ", "xe", "đọ", "tì", "th", "cá", "ti", "bà", "li", "có", "kỳ", "re", "al", "se", "mo"]
)  # fmt: skip
"""With which two letters a line can begin that leads to another article."""

MORE_LINK = re.compile(
    r"\W*(?:(?:xem|đọc|tìm hiểu)(?: thêm| tiếp| ngay| chi tiết| tất cả| bài viết| toàn bộ)?|chi tiết|read (?:more|on|the (?:full )?(?:story|article))|continue reading|view (?:all|more)|see (?:all|more)|learn more"
    r"|(?:xem|đọc) (?:tất cả|thêm|toàn bộ)(?: (?:các )?(?:tin|bài|tin bài|tin tức|bài viết))?|more|next|previous|bình luận|chia sẻ|(?:\d+ )?(?:bình luận|phản hồi|comments?)|\d+|video|ảnh|audio|nghe)?\W*",
    re.IGNORECASE,
)
"""What links say that lead to an article without naming it."""

NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:box|tin|bai|news|list|bai-?viet|tin-?tuc|article|post|detail|content|wrap|knc|block|section|group)[_-]*)*"
    r"(?:lien-?quan|tinlienquan\w*|bailienquan|tin-?khac|bai-?khac|tin-?cung-?\w+|cung-?chuyen-?muc|cungchuyenmuc|tincung\w+|cung-?chu-?de"
    r"|relat(?:ed|e|es|ion)(?:[_-]*(?:news|posts?|articles?|stor(?:y|ies)|box|list|content|wrap(?:per)?|items?|inner|block|container|top|widget|embed|inline|inside))*|newsrelat\w+"
    r"|same[_-]?cat\w*|other[_-]?(?:news|posts?|articles?)|news[_-]?other|othernews|read[_-]?(?:more|next|also)|doc-?them|xem-?them|doc-?tiep|you-?may-?(?:also-?)?like)(?:[\s_-]*(?:\d+|v\d|wrap(?:per)?|box|list|news|container|block|section))*(?=\s|$)",
    re.IGNORECASE,
)
"""Classes and ids of such boxes, for those without a label."""

NOT_TOPICS = re.compile(
    r"tags?\b|topic|keyword|hashtag|author|video|menu|search|service|product|tac-?gia|tu-?khoa",
    re.IGNORECASE,
)
"""What else may be related to an article than news."""

_HINTS = re.compile("relat|quan|khac|cung|same|other|read|doc|xem|you", re.IGNORECASE)

_FIRST_WORDS = frozenset(
    [
        "các",
        "những",
        "một",
        "danh",
        "xem",
        "đọc",
        "mời",
        "tin",
        "tin,",
        "bài",
        "bài,",
        "thông",
        "bản",
        "câu",
        "chuyện",
        "nội",
        "cùng",
        "trong",
        "liên",
        "theo",
        "dòng",
        "kính",
        "tham",
        "tìm",
        "có",
        "bạn",
        "độc",
        "gợi",
        "dành",
        "đề",
        "đừng",
        "chớ",
        "không",
        "đáng",
        "related",
        "similar",
        "more",
        "you",
        "people",
        "readers",
        "see",
        "read",
        "also",
        "keep",
        "recommended",
        "suggested",
        "recent",
        "other",
        "next",
        "what",
        "in",
    ]
) | {""}
"""With which word a label can begin; none where signs stand before it."""

_SIGNS = " :：»›>.…-–|•*→▶►\u00a0"


def strip_label(text: str) -> str:
    """A label without what stands around its words; not cleaned, as most short texts are no label."""
    return unicodedata.normalize("NFC", " ".join(text.split())).strip(_SIGNS)


def can_begin_label(text: str) -> bool:
    """Can a label begin with these words? Most texts of a page cannot, and this is asked of all."""
    words = text.split(None, 1)
    return bool(words) and _can_be_first(words[0])


@lru_cache(maxsize=4096)
def _can_be_first(word: str) -> bool:
    return unicodedata.normalize("NFC", word).strip(_SIGNS).lower() in _FIRST_WORDS


def can_start_link_line(pieces: Iterable[str]) -> bool:
    """Can a line of these pieces begin as `LINK_LINE_START` says? Asked of all lines with a link."""
    for piece in pieces:
        start = piece.lstrip()[:2]
        if start.isascii() and start.isalpha() and len(start) == 2 and piece.isascii():
            return start.lower() in _LEAD_LETTERS
        text = unicodedata.normalize("NFC", piece)
        words = SIGNS_BEFORE.sub("", text, count=1)
        if not ARROWS.isdisjoint(text[: len(text) - len(words)]):
            return True
        if words:
            # By two letters, as the first word may go on in another element.
            return len(words) == 1 or words[:2].lower() in _LEAD_LETTERS
    return False


def announces_news(text: str) -> bool:
    """Does a label, `strip_label`, announce news that go with the article?"""
    return bool(RELATED_LABEL.fullmatch(text)) and not announces_other(text)


@lru_cache(maxsize=16384)
def is_related_box_name(names: str) -> bool:
    """Does a class or an id name a box of other news? The pages of a site share their names."""
    if not _HINTS.search(names):
        return False
    return bool(NAMES.search(names)) and not NOT_TOPICS.search(names)


def announces_other(text: str) -> bool:
    """Does a label announce something else: most read, newest, advertisements, tags, comments?"""
    return bool(OTHER_LABEL.search(text))
