"""What the wheel brings beside the program: completions that work in the shells, manual pages."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from hpreader.cli.arguments.argument_parser import make_parser
from tests.support.oldest import constraints, oldest_versions

ROOT = Path(__file__).parents[1]


def _hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "packaging/build_hook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The generated files by their places below `share/`."""
    made: dict[str, str] = _hook().generated_files(ROOT, "1.2.3")
    return made


def _commands() -> list[str]:
    parser = make_parser()
    (actions,) = [action for action in parser._actions if action.dest == "command"]
    return list(actions.choices or ())


def _bash(script: Path, *words: str) -> list[str]:
    """What bash offers for the last word."""
    line = " ".join(words)
    lines = [
        f"source {script}",
        f"COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; COMP_POINT={len(line)}",
        f"_shtab_hpreader hpreader '{words[-1]}' '{words[-2]}'",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    given = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)], cwd=ROOT, check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    return given.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_commands_options_and_files(files: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "hpreader"
    script.write_text(files["bash-completion/completions/hpreader"], encoding="utf-8")
    assert set(_commands()) <= set(_bash(script, "hpreader", ""))
    assert _bash(script, "hpreader", "list", "--unr") == ["--unread"]
    assert _bash(script, "hpreader", "--lang", "v") == ["vi"]
    assert _bash(script, "hpreader", "sources", "import", "pyproj") == ["pyproject.toml"]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_commands(files: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "hpreader.fish"
    script.write_text(files["fish/vendor_completions.d/hpreader.fish"], encoding="utf-8")
    given = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C 'hpreader '"],
        check=True, capture_output=True, text=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    offered = {line.partition("\t")[0] for line in given.stdout.splitlines()}
    assert set(_commands()) <= offered


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_reads_its_completions(files: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "_hpreader"
    script.write_text(files["zsh/site-functions/_hpreader"], encoding="utf-8")
    subprocess.run(["zsh", "-n", script], check=True)
    assert script.read_text(encoding="utf-8").startswith("#compdef hpreader")


@pytest.mark.parametrize(
    ("place", "about"), [("man/man1/hpreader.1", "A reader of"), ("man/vi/man1/hpreader.1", "Đọc")]
)
def test_the_manual_page_names_every_command(files: dict[str, str], place: str, about: str) -> None:
    page = files[place]
    assert page.startswith('.TH HPREADER "1" "1.2.3"')
    assert f"hpreader \\- {about}" in page
    for command in _commands():
        assert re.search(rf"^\.SS \\fBhpreader {command}", page, re.MULTILINE), command


def test_two_calls_make_the_same_files(files: dict[str, str]) -> None:
    assert _hook().generated_files(ROOT, "1.2.3") == files


def test_the_packaging_recipes_name_what_the_project_needs() -> None:
    """A new dependency must not be forgotten in the recipes, nor the version."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    version = re.search(r'^version = "(.*)"', project, re.MULTILINE)
    assert wanted is not None
    assert version is not None
    names = re.findall(r'^\s*"([a-z-]+)', wanted.group(1), re.MULTILINE)
    formula = (ROOT / "packaging/brew/hpreader.rb").read_text(encoding="utf-8")
    assert f"hpreader-{version.group(1)}.tar.gz" in formula  # pip finds what it needs
    for recipe in ("aur/PKGBUILD", "nix/default.nix"):
        text = (ROOT / "packaging" / recipe).read_text(encoding="utf-8")
        assert version.group(1) in text
        assert [name for name in names if name not in text] == [], recipe


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("desktop-file-validate") is None,
    reason="desktop-file-utils is not installed",
)
def test_the_desktop_entry_is_valid() -> None:
    subprocess.run(["desktop-file-validate", ROOT / "packaging/hpreader.desktop"], check=True)


def test_the_page_of_dependencies_names_each_of_them() -> None:
    """Those of users, of extras, of developers and of the build."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    extras = project["project"]["optional-dependencies"]
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    lines = [
        *project["project"]["dependencies"],
        *(line for extra in extras.values() for line in extra),
        *project["build-system"]["requires"],
        *hook["dependencies"],
    ]
    names = {re.split(r"[^\w-]", line)[0] for line in lines} - {"hpreader"}
    assert len(names) > 25
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"\n| {name} " not in page] == []


def test_the_oldest_versions_are_those_of_the_project() -> None:
    found = oldest_versions()
    assert found["textual"] == "8.2.5"
    assert "pypdf" in found
    lines = constraints()
    assert f"httpx=={found['httpx']}" in lines
    assert not [line for line in lines if line.startswith("httpx==0.28.1")]


@pytest.mark.skipif(shutil.which("ruby") is None, reason="ruby is not installed")
def test_the_formula_can_be_read() -> None:
    formula = ROOT / "packaging/brew/hpreader.rb"
    subprocess.run(["ruby", "-c", formula], check=True, capture_output=True)
