"""Build the wheel, install it as a user does, and run there the tests of what can differ.

The checkout and the wheel hold the same Python files, so nearly all tests would only repeat
themselves. What can differ: which files are in the wheel (style sheets, catalogues of words,
profiles of sites, schemas, the sample newspaper), the command on the PATH, the dependencies a user
gets without the developers' extras, and code that looks for files beside the checkout.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "hpreader"
TESTS = [
    "tests/cli",  # the commands, as subprocesses
    "tests/sample",  # the sample newspaper's texts and pictures
    "tests/sites",  # the catalogue of sources and the profiles
    "tests/store/files/test_files.py",  # schemas and migrations
    "tests/test_config.py",
    "tests/test_i18n.py",  # the compiled catalogues of words
    "tests/ui/test_journeys.py",  # the reader with its style sheets
    "tests/ui/test_journeys_help.py",
    "tests/ui/test_themes.py",
]

SHARED = [
    "applications/hpreader.desktop",
    "bash-completion/completions/hpreader",
    "fish/vendor_completions.d/hpreader.fish",
    "icons/hicolor/scalable/apps/hpreader.svg",
    "man/man1/hpreader.1",
    "man/vi/man1/hpreader.1",
    "systemd/user/hpreader-sync.service",
    "systemd/user/hpreader-sync.timer",
    "zsh/site-functions/_hpreader",
]
"""What a wheel installs below `share/` of its environment."""


def main() -> int:
    """Return the exit status: 0 where the wheel is whole and its tests pass."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # some tests run the program as another user
        wheel = build(folder)
        if missing := files_missing_in(wheel):
            sys.exit("\n  ".join(["not in the wheel:", *missing]))
        (folder / "again").mkdir()
        if build(folder / "again").read_bytes() != wheel.read_bytes():
            sys.exit("two builds of the same files differ")
        venv.create(folder / "venv", with_pip=True)
        programs = folder / "venv" / "bin"
        install(programs, "pip")
        install(programs, wheel)
        if missing := [name for name in SHARED if not (folder / "venv/share" / name).is_file()]:
            sys.exit("\n  ".join(["not installed with the wheel:", *missing]))
        # Before pytest and the other extras are there: the program has what it needs without them.
        for status, *words in ((0, "--version"), (0, "list"), (3, "show", "1"), (0, "doctor")):
            command = [programs / "hpreader", "--offline", *words]
            given = subprocess.run(
                command, env=at_home(folder), stdout=subprocess.DEVNULL
            ).returncode
            if given != status:
                sys.exit(f"hpreader {' '.join(words)}: status {given} instead of {status}")
        install(programs, f"{wheel}[dev]")
        command = [programs / "python", "-P", "-m", "pytest", "-n", "auto", *TESTS]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def constrained() -> dict[str, str]:
    """The environment with the versions that the project is tested with."""
    return {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}


def build(folder: Path) -> Path:
    """Build the wheel into a folder and return its path."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, env=constrained(), stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def files_missing_in(wheel: Path) -> list[str]:
    """The files of the package that git tracks and the wheel lacks."""
    tracked = subprocess.run(
        ["git", "ls-files", "--", PACKAGE], cwd=PACKAGE, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    return [file for file in tracked if file and f"hpreader/{file}" not in packed]


def install(programs: Path, what: str | Path) -> None:
    """Install a package in the environment of the wheel."""
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--compile", str(what)], check=True, env=constrained())


def at_home(folder: Path) -> dict[str, str]:
    """The environment of a user who never ran the program."""
    return {"HOME": str(folder / "home"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


if __name__ == "__main__":
    sys.exit(main())
