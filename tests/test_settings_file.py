"""Writing config.toml: what a person wrote there stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader import config, i18n, settings_file, toml_text
from hpreader.config import Settings
from hpreader.problems import Problem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cai-dat" / "config.toml"


def settings(path: Path) -> Settings:
    found = config.load(path)
    assert isinstance(found, Settings), found
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_new_file_names_every_setting_and_changes_none(
    path: Path, language: i18n.Language
) -> None:
    i18n.use(language)
    try:
        assert settings_file.create(path) is None
    finally:
        i18n.use(i18n.DEFAULT)
    assert settings(path) == Settings()
    text = path.read_text("utf-8")
    assert all(len(line) <= 100 for line in text.splitlines())
    used = re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    path.write_text(used, "utf-8")
    found = settings(path)
    assert not found.complaints
    assert found.language == "vi"
    assert found.places
    rest = found._replace(language=None, keys={}, commands=(), after_sync=(), places=())
    assert rest == Settings(keys={})
    assert set(toml_text.parse(used)) == {*Settings._fields, "hooks"} - {"complaints", "after_sync"}


def test_a_file_that_is_there_is_not_replaced_by_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("measure = 60\n")
    assert settings_file.create(path) is None
    assert path.read_text() == "measure = 60\n"


def test_a_setting_of_a_new_file_is_put_where_it_is_explained(path: Path) -> None:
    settings_file.create(path)
    before = path.read_text("utf-8").splitlines()
    assert settings_file.put(path, "theme", "contrast") is None
    assert settings_file.put(path, "mouse", False) is None
    after = path.read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        ('# theme = "auto"', 'theme = "contrast"'),
        ("# mouse = true", "mouse = false"),
    ]
    assert (settings(path).theme, settings(path).mouse) == ("contrast", False)


OWN = """# của tôi: đừng đổi
measure   =  60   # vừa mắt

pictures_mb = 10


[keys]          # phím riêng
next_unread = "n"
  # theme = "dark" không phải ở đây
[commands.dich]
run = [
  "trans",   # cần mạng
]
"""


def test_comments_order_and_blanks_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(OWN, "utf-8")
    path.chmod(0o640)
    assert settings_file.put(path, "measure", 72) is None
    assert path.read_text("utf-8") == OWN.replace("=  60", "=  72")
    assert path.stat().st_mode & 0o777 == 0o640
    assert settings_file.put(path, "theme", "dark") is None
    found = settings(path)
    assert (found.theme, found.measure, dict(found.keys)) == ("dark", 72, {"next_unread": "n"})
    assert not found.complaints
    text = path.read_text("utf-8")
    for line in OWN.splitlines():
        assert line.replace("=  60", "=  72") in text
    assert text.index("theme = ") < text.index("[keys]")


def test_the_file_that_a_link_leads_to_is_written(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    dotfiles = tmp_path / "dotfiles.toml"
    dotfiles.write_text("measure = 60\n")
    path.symlink_to(dotfiles)
    assert settings_file.put(path, "measure", 61) is None
    assert path.is_symlink()
    assert dotfiles.read_text() == "measure = 61\n"


def test_a_file_with_errors_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("measure = \n")
    problem = settings_file.put(path, "measure", 61)
    assert isinstance(problem, Problem)
    assert "line 1" in problem.detail
    assert path.read_text() == "measure = \n"
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


@given(
    before=st.lists(
        st.sampled_from(
            [
                "",
                "# x",
                "measure = 60",
                "mouse = true # y",
                "theme = 'a'",
                "[keys]",
                'back = "b"',
                "[hooks]",
            ]
        )
    ),
    key=st.sampled_from(["measure", "mouse", "theme", "max_mb"]),
)
def test_whatever_is_in_the_file_only_one_setting_changes(
    before: list[str], key: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cai-dat") / "config.toml"
    text = "\n".join(before)
    path.write_text(text)
    try:
        table = toml_text.parse(text)
    except ValueError:
        return
    value = {"measure": 99, "mouse": False, "theme": "dark", "max_mb": 7}[key]
    problem = settings_file.put(path, key, value)
    if problem is None:
        assert toml_text.parse(path.read_text()) == {**table, key: value}
        for line in before:
            assert line.startswith(f"{key} ") or line in path.read_text()
    else:
        assert path.read_text() == text
