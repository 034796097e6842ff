"""`[commands]` and `[hooks]` of config.toml."""

import re
from pathlib import Path

import pytest

from hpreader import config, i18n
from hpreader.model import UserCommand
from hpreader.ui.user_bindings import user_bindings


@pytest.fixture(autouse=True)
def speak_english():
    i18n.use("en")
    yield
    i18n.use(i18n.DEFAULT)


def load(tmp_path: Path, text: str) -> config.Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    found = config.load(path)
    assert isinstance(found, config.Settings)
    return found


def test_each_table_is_a_command(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
        [commands.translate]
        title = "Dịch"
        key = "W, f9"
        run = ["trans", "-b", "vi:en"]
        input = "markdown"
        output = "message"

        [commands.share]
        open = "https://t.me/share/url?url={url}"

        [commands.note]
        run = "cat >> ~/notes.md"
        shell = true
        output = "none"
        """,
    )
    assert found.complaints == ()
    assert found.commands == (
        UserCommand(
            "translate", "Dịch", "W,f9", ("trans", "-b", "vi:en"), "", "markdown", "message", 2
        ),
        UserCommand("share", "share", open="https://t.me/share/url?url={url}", line=9),
        UserCommand("note", "note", run="cat >> ~/notes.md", output="none", line=12),
    )


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("x = 1", "“commands.x” must be a table of its own"),
        ('["x y"]\nrun = ["a"]', "“commands.x y” must be a name of letters, digits, _ and -"),
        ("[x]", "“commands.x” must be a table with either “run” or “open”"),
        ('[x]\nrun = ["a"]\nopen = "https:"', "“run” or “open”"),
        ("[x]\nrun = []", "“commands.x.run” must be a list of a program and its arguments"),
        ('[x]\nrun = ["a", 1]', "“commands.x.run” must be"),
        ('[x]\nrun = "a b"', 'or a text with "shell = true"'),
        ('[x]\nrun = ["a"]\nshell = true', "“commands.x.run” must be a text"),
        ('[x]\nopen = "{url}"', "“commands.x.open” must be an address"),
        ('[x]\nopen = "https://a/{adress}"', "has {adress}, which is none of {url}, {title}"),
        ('[x]\nrun = ["a"]\ninput = "pdf"', "“commands.x.input” must be “text”, “markdown”"),
        ('[x]\nrun = ["a"]\noutput = "file"', "“commands.x.output” must be “pane”"),
        ('[x]\nrun = ["a"]\nkeys = "f9"', "no setting “commands.x.keys”; did you mean “key”?"),
        ('[x]\nrun = ["a"]\ntitle = " "', "“commands.x.title” must be a text"),
    ],
)
def test_what_cannot_be_meant_is_told_and_only_that_command_is_left_out(
    tmp_path: Path, lines: str, complaint: str
) -> None:
    lines = lines.replace("[x]", "[commands.x]").replace('["x y"]', '[commands."x y"]')
    good = '[commands.good]\nrun = ["cat"]\n'
    text = f"[commands]\n{lines}\n{good}" if lines == "x = 1" else good + lines
    found = load(tmp_path, text)
    (told,) = found.complaints
    assert complaint in told.detail
    assert told.detail.startswith("line ")
    assert told.detail.endswith("; this command is left out")
    assert [command.name for command in found.commands] == ["good"]


def test_a_hook_is_a_program_and_its_arguments(tmp_path: Path) -> None:
    assert load(tmp_path, '[hooks]\nafter_sync = ["jq", "."]').after_sync == ("jq", ".")
    for line in ('after_sync = "jq ."', "after_sync = []", "after_sink = ['a']"):
        found = load(tmp_path, f"[hooks]\n{line}")
        assert found.after_sync == ()
        (told,) = found.complaints
        assert "line 2" in told.detail
        assert "after_sync" in told.detail


def test_settings_without_them_have_none(tmp_path: Path) -> None:
    found = load(tmp_path, "measure = 60")
    assert (found.commands, found.after_sync) == ((), ())
    assert len(load(tmp_path, "commands = 1\nhooks = 2").complaints) == 2


RECIPES = Path(__file__).parents[1] / "docs" / "recipes.md"


def test_the_recipes_can_be_copied_together_and_keep_their_keys(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", RECIPES.read_text("utf-8"), re.DOTALL)
    found = load(tmp_path, "\n".join(blocks))
    assert found.complaints == ()
    assert len(found.commands) >= 12
    assert user_bindings({}, found.commands)[1] == ()
