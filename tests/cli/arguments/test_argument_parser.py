"""The command line itself: help, languages, wrong usage, and what is loaded for it."""

import subprocess

import pytest

import hpreader
from hpreader import i18n
from hpreader.cli.arguments.argument_parser import make_parser
from tests.support.program import Program

COMMANDS = ["demo", "sync", "list", "unread", "show", "search", "sources", "forget", "doctor"]


def parse(arguments):
    return make_parser(arguments).parse_args(arguments)


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


@pytest.fixture(autouse=True)
def speak_vietnamese_afterwards():
    yield
    i18n.use(i18n.DEFAULT)


def test_the_version_is_data(program):
    outcome = program.run("--version")
    assert (outcome.status, outcome.out, outcome.err) == (
        0,
        f"hpreader {hpreader.__version__}\n",
        "",
    )


def test_the_help_names_every_command_and_is_vietnamese(program):
    outcome = program.run("--help")
    assert outcome.status == 0
    assert outcome.out.startswith("cách dùng: hpreader ")
    assert all(f"\n    {command} " in outcome.out for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--lang", "en", "--help"], ["--help", "--lang=en"]])
def test_the_help_is_english_when_asked_for(program, arguments):
    assert program.run(*arguments).out.startswith("usage: hpreader ")


def test_the_settings_choose_the_language_and_the_command_line_overrules_them(program):
    program.configure('language = "en"')
    assert program.run("--help").out.startswith("usage: ")
    assert program.run("--help", "--lang", "vi").out.startswith("cách dùng: ")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("command", [*COMMANDS, "sources add", "sources import"])
def test_each_command_has_a_help(command, language, capsys):
    i18n.use(language)
    with pytest.raises(SystemExit) as stop:
        parse([*command.split(), "--help"])
    assert stop.value.code == 0
    words = {"vi": "hiện hướng dẫn này rồi thoát", "en": "show this help message and exit"}
    assert words[language] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nonsense"], "không có lựa chọn 'nonsense'"),
        (["--nonsense"], "không hiểu tham số: --nonsense"),
        (["show"], "còn thiếu: URL|ID"),
        (["search"], "còn thiếu: TỪ_KHÓA"),
        (["sources", "add"], "còn thiếu: URL"),
        (["list", "--date", "31/02/2026"], "“31/02/2026” không phải là ngày"),
        (["list", "--date", "11/2026"], "“11/2026” không phải là ngày"),
        (["list", "--date", "2026-02-30"], "“2026-02-30” không phải là ngày"),
        (["list", "--date", "30012026"], "“30012026” không phải là ngày"),
        (["list", "-n", "0"], "“0” không phải là số lớn hơn 0"),
        (["list", "-n", "-5"], "“-5” không phải là số lớn hơn 0"),
        (["list", "-n", "²"], "“²” không phải là số lớn hơn 0"),
        (["sync", "--max-mb", "many"], "“many” không phải là số lớn hơn 0"),
        (["sync", "--since"], "--since: cần một giá trị"),
        (["sync", "--qui"], "không hiểu tham số: --qui"),
        (["show", "x", "--json", "--text"], "--text: không dùng chung được với --json"),
        (["forget", "reading"], "không có “reading”; có trail, read"),
        (["forget", "--last", "1y"], "“1y” không phải là khoảng thời gian như 30m"),
        (["--lang", "fr", "list"], "--lang: không có lựa chọn 'fr'"),
        (["--offline=1", "list"], "--offline: không nhận giá trị '1'"),
    ],
)
def test_wrong_usage_is_told_in_the_readers_language(arguments, complaint, capsys):
    with pytest.raises(SystemExit) as stop:
        parse(arguments)
    told = capsys.readouterr()
    assert (stop.value.code, told.out) == (2, "")
    assert complaint in told.err


def test_wrong_usage_ends_the_program_with_2_and_leaves_stdout_alone(program):
    outcome = program.run("list", "--date", "x", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert "hpreader list: error: argument --date: “x” is not a day" in outcome.err


@pytest.mark.parametrize("command", ["list", "show x", "sources", "sources remove x"])
def test_global_options_stand_before_the_command_or_after_it(command):
    words = command.split()
    for arguments in (["--offline", "--lang", "en", *words], [*words, "--lang=en", "--offline"]):
        parsed = parse(arguments)
        assert (parsed.offline, parsed.lang) == (True, "en")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["list", "--help"]])
def test_asking_for_help_loads_almost_nothing(program, arguments):
    script = (
        "import sys; from hpreader.__main__ import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    loaded = subprocess.run(
        [program.command()[0], "-c", script],
        capture_output=True,
        env=program.environment(),
        check=True,
    )
    heavy = {"textual", "rich", "httpx", "lxml", "feedparser", "sqlite3", "asyncio", "json"}
    assert not heavy & set(loaded.stdout.decode().splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_the_reader_says_that_it_needs_a_terminal(program, arguments):
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("hpreader: Trình đọc báo cần một terminal.")


def test_a_file_of_settings_that_is_no_toml_is_told_before_anything_is_done(program):
    program.configure("measure = 60\nmouse = tru")
    outcome = program.run("list", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert "line 2" in outcome.err
    assert not program.places.data.exists()


def test_a_setting_that_there_is_not_is_told_and_the_rest_is_used(program):
    program.configure('theme = "dark"\nmesure = 60\nlanguage = "en"')
    outcome = program.run("sources")
    assert outcome.status == 0
    assert outcome.out
    assert outcome.err == (
        f"hpreader: Not all of {program.places.config} can be used "
        "(line 2: there is no setting “mesure”; did you mean “measure”?).\n"
    )
