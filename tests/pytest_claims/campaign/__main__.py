"""``python -m tests.pytest_claims.campaign``: attack the audit, and print what it withstood.

At full size it takes about an hour of one core; ``--share 0.01`` is what the tests run.
"""

import argparse
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))  # as pytest does for the tests beside this

from campaign.attacks import ATTACKS
from campaign.score import HEAD, Clock


def main() -> int:
    """Run the attacks that are named, all by default; 1 where one of them succeeded."""
    parser = argparse.ArgumentParser(prog="python -m tests.pytest_claims.campaign")
    parser.add_argument("attacks", nargs="*", metavar="ATTACK", help=f"of {', '.join(ATTACKS)}")
    parser.add_argument("--share", type=float, default=1.0, help="of the full size (default: 1)")
    parser.add_argument("--seed", type=int, default=0, help="of what is random (default: 0)")
    parser.add_argument("--minutes", type=float, default=180.0, help="at most (default: 180)")
    asked = parser.parse_args()
    Clock.until = time.perf_counter() + 60 * asked.minutes
    print(HEAD, flush=True)
    clean = True
    for name in asked.attacks or ATTACKS:
        attack, size = ATTACKS[name]
        before = time.perf_counter()
        tally = attack(max(1, round(size * asked.share)), Random(f"{asked.seed} {name}"))
        tally.notes.append(f"{time.perf_counter() - before:.0f} s")
        print(tally.row(), flush=True)
        clean = clean and tally.clean
    return int(not clean)


if __name__ == "__main__":
    sys.exit(main())
