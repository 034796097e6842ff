"""Run the tests against the wheel as a user gets it, with the source tree out of the way."""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Build the wheel, install it in an environment of its own, run the tests there."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)  # some tests run the program as another user
        constraints = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--outdir", place, ROOT],
            check=True,
            env=constraints,
            stdout=subprocess.DEVNULL,
        )
        (wheel,) = place.glob("*.whl")
        venv.create(place / "venv", with_pip=True)
        python = place / "venv" / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "pip"], check=True, env=constraints)
        subprocess.run([*install, "--compile", f"{wheel}[dev]"], check=True, env=constraints)
        return subprocess.run(
            [python, "-P", "-m", "pytest", "-n", "auto"], cwd=ROOT, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
