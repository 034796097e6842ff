"""What takes minutes: every network fault, kills at random moments, disks that become full at every write.

`make torture`, or `make torture MINUTES=60 SEED=2`.
"""

from __future__ import annotations

import argparse
import os
import sys

from hpreader import i18n
from tests.torture import full_disks, kills, network
from tests.torture.matrix import show


def main() -> int:
    """Run all, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--minutes", type=float, default=5.0, help="in all; the network's rows come besides"
    )
    options.add_argument("--seed", type=int, default=None, help="of the kills; random if not given")
    arguments = options.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3))
    i18n.use("en")
    seconds = arguments.minutes * 60
    lines = [*kills.run(seconds * 0.7, seed), *full_disks.run(seconds * 0.3), *network.run()]
    return 0 if show(f"torture, seed {seed}", lines) else 1


if __name__ == "__main__":
    sys.exit(main())
