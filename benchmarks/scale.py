"""What an audit would take on other machines and at other sizes, from what its pieces took here.

``python benchmarks/scale.py`` reads ``.claims/times.json``, which the last whole audit left, and
prints the tables of ``docs/scale.md``. A piece is some replicas of one measurement, which one core
makes alone; pieces wait for each other only where a claim is not decided at its first look.
"""

import argparse
import heapq
import json
from pathlib import Path

CORES = (1, 2, 16, 1_000, 100_000)
LOOKS_OF_FULL = 8
"""Times as many replicas as first looks draw: 192 instead of 24."""
WIDER = 100
SHARE_NOW, SHARE_WIDE = 0.12, 0.6
"""Of the machine's matrix product, at 16 units and at the widest that was measured."""


def pieces(file: Path) -> list[float]:
    """Seconds of each piece of the last audit, once each."""
    found: dict[str, float] = {}
    for drawn in json.loads(file.read_text("utf-8"))["cases"].values():
        found |= drawn
    return sorted(found.values(), reverse=True)


def wall(seconds: list[float], cores: int) -> float:
    """Seconds by the clock when each core takes the longest piece that is left."""
    if cores >= len(seconds):
        return seconds[0]
    busy = [0.0] * cores
    for piece in seconds:
        heapq.heapreplace(busy, busy[0] + piece)
    return max(busy)


def wider(seconds: list[float]) -> list[float]:
    """The same with ``WIDER`` times the units: operations grow by the square, and products of
    large matrices are nearer to what the machine can do."""
    return [piece * WIDER**2 * SHARE_NOW / SHARE_WIDE for piece in seconds]


def told(seconds: float) -> str:
    """In the largest unit of which there are two."""
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.3g} s"


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path(".claims/times.json"))
    now = pieces(parser.parse_args().file)
    full = now * LOOKS_OF_FULL
    full.sort(reverse=True)
    sizes = {
        "the audit": now,
        "192 replicas everywhere": full,
        f"{WIDER} times the width": wider(now),
        "both": wider(full),
    }
    heads = " | ".join(f"{cores:,} core{'s' * (cores > 1)}" for cores in CORES)
    print(f"| | pieces | core-hours | longest piece | {heads} |")
    print("|---|" + "---|" * (len(CORES) + 3))
    for name, seconds in sizes.items():
        hours = f"{sum(seconds) / 3600:,.2f}"
        times = " | ".join(told(wall(seconds, cores)) for cores in CORES)
        print(f"| {name} | {len(seconds):,} | {hours} | {told(seconds[0])} | {times} |")


if __name__ == "__main__":
    main()
