"""Where things live and what the user has set."""

from pathlib import Path

import pytest

from hpreader import config, i18n, model
from hpreader.problems import Problem, ProblemError


@pytest.fixture(autouse=True)
def speak_english():
    i18n.use("en")
    yield
    i18n.use(i18n.DEFAULT)


@pytest.fixture
def written(tmp_path):
    """Load a config.toml with a text."""

    def load(text: str | bytes) -> config.Settings | Problem:
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return config.load(path)

    return load


def detail(found: config.Settings | Problem) -> str:
    assert isinstance(found, Problem)
    assert found.kind == "bad_file"
    assert found.subject.endswith("config.toml")
    return found.detail


def complaints(found: config.Settings | Problem) -> list[str]:
    """Why settings are not used, with their lines."""
    assert isinstance(found, config.Settings)
    assert all(problem.kind == "bad_setting" for problem in found.complaints)
    assert all(problem.subject.endswith("config.toml") for problem in found.complaints)
    return [problem.detail for problem in found.complaints]


@pytest.fixture
def in_xdg(monkeypatch, tmp_path):
    for word in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{word}_HOME", str(tmp_path / word))
    return tmp_path


@pytest.mark.skipif("sys.platform != 'linux'")
def test_the_files_live_where_xdg_says(in_xdg):
    assert config.paths() == config.Paths(
        config=in_xdg / "CONFIG" / "hpreader" / "config.toml",
        data=in_xdg / "DATA" / "hpreader" / "reader.sqlite3",
        cache=in_xdg / "CACHE" / "hpreader" / "cache.sqlite3",
    )


@pytest.mark.skipif("sys.platform != 'linux'")
@pytest.mark.parametrize("given", ["", "relative/directory"])
def test_an_empty_or_relative_xdg_variable_counts_as_unset(given, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for word in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{word}_HOME", given)
    assert config.paths() == config.Paths(
        config=tmp_path / ".config" / "hpreader" / "config.toml",
        data=tmp_path / ".local" / "share" / "hpreader" / "reader.sqlite3",
        cache=tmp_path / ".cache" / "hpreader" / "cache.sqlite3",
    )


def test_asking_where_things_live_makes_no_directories(in_xdg):
    config.paths()
    assert list(in_xdg.iterdir()) == []


def test_a_user_without_a_home_is_told_so(monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_config_path", no_home)
    with pytest.raises(ProblemError) as caught:
        config.paths()
    assert caught.value.problem.kind == "disk"


def test_without_a_file_there_are_the_defaults(tmp_path):
    settings = config.load(tmp_path / "config.toml")
    assert settings == config.Settings(
        language=None, theme="auto", measure=72, refresh_minutes=30, max_mb=200, keys={}, mouse=True
    )


def test_an_empty_file_is_as_good_as_none(written):
    assert written("") == config.Settings()


def test_every_setting_can_be_set(written):
    assert written(
        """
        language = "en"
        theme = "dark"
        measure = 60
        refresh_minutes = 0
        max_mb = 50
        mouse = false
        [keys]
        next_unread = "n,space"
        """
    ) == config.Settings("en", "dark", 60, 0, 50, {"next_unread": "n,space"}, mouse=False)


def test_settings_of_windows_editors_with_a_byte_order_mark_are_read(written):
    assert written(b"\xef\xbb\xbfmeasure = 60\r\n") == config.Settings(measure=60)


def test_an_unknown_setting_is_named_with_its_line_and_the_rest_is_used(written):
    found = written("mouse = false\n\nmesure = 60\nmax_mb = 7")
    assert complaints(found) == ["line 3: there is no setting “mesure”; did you mean “measure”?"]
    assert (found.mouse, found.max_mb, found.measure) == (False, 7, 72)
    assert complaints(written("zzzz = 1")) == ["line 1: there is no setting “zzzz”"]
    assert complaints(written("mouse = true\n[colours]\nink = 1")) == [
        "line 2: there is no setting “colours”"
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('language = "fr"', "“language” must be “vi” or “en”"),
        ("language = ['vi']", "“language” must be “vi” or “en”"),
        ("theme = 1", "“theme” must be the name of a theme"),
        ('theme = ""', "“theme” must be the name of a theme"),
        ('measure = "72"', "“measure” must be a number from 20 to 200"),
        ("measure = true", "“measure” must be a number from 20 to 200"),
        ("measure = 19", "“measure” must be a number from 20 to 200"),
        ("measure = 60.0", "“measure” must be a number from 20 to 200"),
        ("refresh_minutes = -1", "“refresh_minutes” must be a number of minutes from 0 to 10080"),
        ("max_mb = 0", "“max_mb” must be a number of megabytes, at least 1"),
        ("mouse = 1", "“mouse” must be true or false"),
        ('keys = "n"', "“keys” must be a table of actions and their keys"),
        ("keys = {next = ['n']}", "“keys.next” must be keys separated by commas, in quotes"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_and_the_usual_one_is_used(written, line, complaint):
    found = written(f"max_mb = 7\n{line}" if "max_mb" not in line else line)
    (told,) = complaints(found)
    assert complaint in told
    assert told.startswith(f"line {1 if 'max_mb' in line else 2}: ")
    assert found._replace(complaints=(), max_mb=200) == config.Settings()


def test_the_usual_value_is_named(written):
    assert complaints(written("measure = 5")) == [
        "line 1: “measure” must be a number from 20 to 200; the usual 72 is used"
    ]
    assert complaints(written("mouse = 1"))[0].endswith("the usual true is used")


def test_all_that_is_wrong_is_told_at_once(written):
    assert len(complaints(written("measure = 1\nmouse = 2\n"))) == 2


def test_a_key_that_is_no_text_leaves_the_others(written):
    found = written('[keys]\nback = "f9"\nundo = ["u"]\n')
    assert complaints(found) == ["line 3: “keys.undo” must be keys separated by commas, in quotes"]
    assert found.keys == {"back": "f9"}


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\nback = "f9"',
        '\nkeys.back = "f9"',
        '\nkeys = {back = "f9"}',
        '[ "keys" ]\n"back" = "f9"',
    ],
)
def test_a_key_remembers_its_line(written, text):
    found = written(text)
    assert found.keys == {"back": "f9"}
    assert found.keys["back"].line == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("measure = \nmouse = true", "line 1"),
        ("measure = 60\nmeasure = 61\n", "line 2"),
        (b"theme = '\xff'", "it is not UTF-8 text"),
        ("x = " + "[" * 5_000, "it is nested too deep"),
        (".".join("a" * 25_000) + " = 1", "it is nested too deep"),
        ("x = { " + " . ".join(["'a'"] * 21) + " = 1 }", "it is nested too deep"),
        ("#" * 200_001, "it is larger than 200,000 bytes"),
        ("measure = " + "9" * 5_000, "Exceeds the limit"),
    ],
)
def test_a_broken_file_is_a_sentence(written, text, complaint):
    assert complaint in detail(written(text))


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path):
    path = tmp_path / "config.toml"
    path.mkdir()
    assert detail(config.load(path)) == "Is a directory"


def test_settings_cannot_be_changed(written):
    settings = written('[keys]\nopen = "l"')
    assert isinstance(settings, config.Settings)
    with pytest.raises(TypeError):
        settings.keys["open"] = "x"  # type: ignore[index]


def test_the_complaints_are_translated(written):
    i18n.use("vi")
    assert complaints(written("mouse = 1")) == [
        "dòng 1: “mouse” phải là true hoặc false; dùng giá trị mặc định true"
    ]


def test_the_users_profiles_lie_beside_the_settings():
    places = config.Paths(Path("/a/config.toml"), Path("/b"), Path("/c"))
    assert places.profiles == Path("/a/sites")


@pytest.mark.parametrize("mode", ["auto", *model.IMAGE_MODES])
def test_every_image_mode_can_be_set_and_is_named_where_none_fits(written, mode):
    found = written(f'pictures = "{mode}"')
    assert isinstance(found, config.Settings)
    assert found.pictures == mode
    assert f"“{mode}”" in complaints(written('pictures = "ascii"'))[0]


def test_places_are_a_list_of_names(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('places = ["Lê Chân", "xã An Lão"]', "utf-8")
    assert config.load(path).places == ("Lê Chân", "xã An Lão")
    path.write_text('places = "Lê Chân"', "utf-8")
    found = config.load(path)
    assert found.places == ()
    (complaint,) = complaints(found)
    assert complaint.startswith("line 1: “places” must be a list of wards")
