"""rules.toml: what is read, and what is said of mistakes."""

import pytest

from hpreader import i18n
from hpreader.model.rules import Rule
from hpreader.rules import append_rule, read_rules


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")
    yield
    i18n.use(i18n.DEFAULT)


def test_a_rule_with_all_its_settings():
    found = read_rules(
        """
        [notify]
        by = "osc777"
        run = ["notify-send", "{title}"]

        [[rule]]
        name = "Tất cả"
        words = ["bóng đá", "V-League"]
        without = "nữ"
        in = "title"
        exact = true
        source = "bao.example"
        section = ["Thể thao"]
        older_than = "3d"
        newer_than = "2w"
        tag = ["thể thao"]
        mute = true
        keep = true
        save = true
        read = true
        notify = true
        """
    )
    assert found.complaints == ()
    assert found.notify_by == "osc777"
    assert found.notify_run == ("notify-send", "{title}")
    assert found.rules == (
        Rule(
            "Tất cả", frozenset({"mute", "keep", "save", "read", "notify"}), ("thể thao",),
            ("bóng đá", "V-League"), ("nữ",), True, True, ("bao.example",), ("Thể thao",),
            3 * 86_400, 14 * 86_400, 6,
        ),
    )  # fmt: skip


def test_a_rule_without_a_name_is_called_by_its_conditions():
    text = (
        '[[rule]]\nwords = ["mưa", "bão"]\nsource = "bao.example"\nwithout = "nắng"\nmute = true\n'
    )
    assert read_rules(text).rules[0].name == "mưa · bão · bao.example · -nắng"


@pytest.mark.parametrize(
    ("lines", "line", "part"),
    [
        ('wrods = ["a"]\nmute = true', 4, "“wrods”; did you mean “words”?"),
        ('words = ["a"]\nmuet = true', 5, "“muet”; did you mean “mute”?"),
        ('words = ["a"]\nmute = "yes"', 5, "“mute” must be true or false"),
        ('words = ["a"]\nmute = true\nin = "titel"', 6, "did you mean “title”?"),
        ("words = []\nmute = true", 4, "“words” must be"),
        ('words = ["…"]\nmute = true', 4, "“words” must be"),
        ("words = 5\nmute = true", 4, "“words” must be"),
        ('older_than = "3 ngày"\nmute = true', 4, "a span such as"),
        ("mute = true", 3, "needs a condition"),
        ('words = ["a"]\nmute = false', 3, "needs something to do"),
    ],
)
def test_a_wrong_rule_is_left_out_with_its_line_and_the_nearest_right_word(lines, line, part):
    found = read_rules(
        f'[[rule]]\nwords = "good"\n[[rule]]\n{lines}\n[[rule]]\nwords = "b"\nmute = true'
    )
    assert [one.name for one in found.rules] == ["b"]
    (_, _), (sentence, at) = found.complaints
    assert (at, part in sentence) == (line, True), sentence
    assert "left out" in sentence


def test_wrong_tables_and_notifications_are_named_too():
    found = read_rules(
        '[[rules]]\nwords = "a"\n[notify]\nby = "osc77"\nrun = "notify-send"\nx = 1\n'
    )
    sentences = {line: words for words, line in found.complaints}
    assert "did you mean “rule”?" in sentences[1]
    assert "did you mean “osc777”?" in sentences[4]
    assert "“run” must be a list" in sentences[5]
    assert "“x”" in sentences[6]


def test_two_rules_have_two_names():
    found = read_rules('[[rule]]\nwords = "a"\nmute = true\n[[rule]]\nwords = "a"\nkeep = true\n')
    assert len(found.rules) == 1
    assert found.complaints[0][1] == 4


def test_what_is_no_toml_is_an_error():
    with pytest.raises(ValueError, match="line 2"):
        read_rules("[[rule]]\nwords = \n")


@pytest.mark.parametrize("before", ["", "# mine\n", '[[rule]]\nwords = "x"\nmute = true'])
def test_an_added_rule_is_read_again_and_leaves_the_rest(before):
    rule = Rule(
        'có "dấu" \\ và\x7f',
        frozenset({"mute"}),
        ("t",),
        ('a"b',),
        ("c",),
        True,
        True,
        ("S",),
        ("P",),
    )
    text = append_rule(before, rule)
    assert text.startswith(before)
    found = read_rules(text)
    assert found.complaints == ()
    assert found.rules[-1]._replace(line=0) == rule._replace(name='có "dấu" \\ và')
