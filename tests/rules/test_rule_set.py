"""Which articles a rule is about."""

import pytest

from hpreader.model.rules import Rule, RuleSubject, Verdict
from hpreader.rules import RuleSet

NOW = 1_800_000_000.0
DAY = 86_400


def subject(title, summary="", sources=("bao.example",), sections=("Xã hội",), age=0):
    return RuleSubject(title, summary, sources, sections, NOW - age)


def rule(name="r", *actions, **values):
    return Rule(name, frozenset(actions or ("mute",)), **values)


def is_hit(one, about, titles=None):
    return bool(RuleSet([one], titles or {}).matches(about, NOW))


@pytest.mark.parametrize(
    ("word", "title", "hit"),
    [
        ("ai", "Ai là người về nhất?", True),
        ("ai", "Bác sĩ dùng AI đọc phim", True),
        ("ai", "Mưa rải rác, tai nạn giảm", False),
        ("ai", "Bạn gái ái ngại", True),  # without marks, as in a search
        ("ái", "Bác sĩ dùng AI đọc phim", False),
        ("ái", "Bạn gái ÁI NGẠI", True),
        ("bóng đá", "Giải bóng  đá trẻ", True),
        ("bóng đá", "Quả bóng, đá tung", True),  # punctuation parts no phrase, as in a search
        ("bóng đá", "Bóng chuyền và đá cầu", False),
        ("bong da", "Giải bóng đá trẻ", True),
        ("bóng đá", "Giai bong da tre", False),
        ("hoà bình", "Hòa Bình có mưa", True),
        ("V-League", "Vòng 5 V.League", True),
        ("tuy*", "Tuyển thủ về nước", True),
        ("tuy", "Tuyển thủ về nước", False),
        ("tuyển th*", "Tuyển thủ về nước", True),
        ("2026", "World Cup 2026", True),
        ("202", "World Cup 2026", False),
    ],
)
def test_words_are_compared_as_a_search_does(word, title, hit):
    assert is_hit(rule(words=(word,)), subject(title)) is hit


@pytest.mark.parametrize(
    ("word", "title", "hit"),
    [
        ("AI", "Bác sĩ dùng AI đọc phim", True),
        ("AI", "Ai là người về nhất?", False),
        ("AI", "Ái chà, ai đó", False),
        ("HÒA", "TỈNH HOÀ BÌNH", True),
        ("Hòa", "TỈNH HOÀ BÌNH", False),
    ],
)
def test_exact_words_have_their_capitals_and_marks(word, title, hit):
    assert is_hit(rule(words=(word,), exact=True), subject(title)) is hit


def test_words_are_looked_for_in_the_summary_too_unless_the_rule_is_about_titles():
    about = subject("Tin chiều", "Đội bóng đá thắng trận.")
    assert is_hit(rule(words=("bóng đá",)), about)
    assert not is_hit(rule(words=("bóng đá",), title_only=True), about)


def test_no_phrase_goes_from_the_title_into_the_summary():
    assert not is_hit(rule(words=("quả bóng đá",)), subject("Trao quả bóng", "Đá tung bụi"))


def test_all_conditions_must_be_met_and_one_value_of_each():
    one = rule(
        words=("mưa", "bão"), without=("Hà Nội",), sources=("bao.example",), sections=("Xa hoi",)
    )
    assert is_hit(one, subject("Bão gần bờ"))
    assert not is_hit(one, subject("Nắng nóng"))
    assert not is_hit(one, subject("Mưa ở Hà Nội"))
    assert not is_hit(one, subject("Bão gần bờ", sources=("khac.example",)))
    assert not is_hit(one, subject("Bão gần bờ", sections=("Thể thao",)))


def test_a_source_is_known_by_its_name_or_its_title():
    titles = {"bao.example": "Báo Ví Dụ"}
    assert is_hit(rule(sources=("báo ví dụ",)), subject("x"), titles)
    assert is_hit(rule(sources=("BAO.example",)), subject("x"), titles)
    assert not is_hit(rule(sources=("báo",)), subject("x"), titles)


def test_ages_are_counted_from_the_publication():
    assert is_hit(rule(older_than=3 * DAY), subject("x", age=3 * DAY))
    assert not is_hit(rule(older_than=3 * DAY), subject("x", age=3 * DAY - 1))
    assert is_hit(rule(newer_than=3 * DAY), subject("x", age=3 * DAY - 1))
    assert not is_hit(rule(newer_than=3 * DAY), subject("x", age=3 * DAY))


def test_the_verdict_names_the_first_rule_and_collects_tags_and_single_actions():
    rules = RuleSet(
        [
            rule("a", "mute", words=("mưa",), tags=("thời tiết",)),
            rule("b", "mute", "keep", "save", words=("mưa",), tags=("thời tiết", "miền Bắc")),
            rule("c", "notify", "read", words=("bão",)),
        ],
        {},
    )
    assert rules.judge(subject("Mưa và bão"), NOW) == Verdict(
        muted="a",
        kept="b",
        tags=("thời tiết", "miền Bắc"),
        once=(("save", "b"), ("read", "c"), ("notify", "c")),
    )
    assert rules.judge(subject("Nắng"), NOW) == Verdict()


def test_the_fingerprint_is_another_one_only_where_verdicts_may_be():
    one = rule(words=("mưa",), sources=("Báo",))
    assert RuleSet([one], {}).fingerprint == RuleSet([one._replace(line=7)], {}).fingerprint
    assert RuleSet([one], {}).fingerprint != RuleSet([one], {"bao.example": "Báo"}).fingerprint
    assert RuleSet([one], {}).fingerprint != RuleSet([one._replace(exact=True)], {}).fingerprint
    both = rule("r", "mute", "keep", words=("mưa",)), rule("r", "keep", "mute", words=("mưa",))
    assert RuleSet(both[:1], {}).fingerprint == RuleSet(both[1:], {}).fingerprint
