"""How one update's time grows with replicas and with length, and the exponent fitted to it.

An update is forward, backward, clipping and Adam, as models train. Sizes take turns within one
run, on one thread, and CPU time is what is counted.

    python benchmarks/growth.py replicas --models LSTM --sizes 8 64 512
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

import torch
from replica_throughput import OURS, Update, batched, seconds
from tables import exponent, head, row

SIZES = {"replicas": (8, 16, 32, 64, 128, 256, 512), "length": (16, 32, 64, 128, 256)}
USUAL = {"replicas": 24, "length": 50}
INPUTS, WIDTH, BATCH, TURNS = 4, 16, 16, 5


def update(name: str, *, replicas: int, length: int) -> Update:
    """An update of this model at this size."""
    size = {"model_width" if name in ("Attention", "Transformer") else "hidden": WIDTH}
    model = OURS[name](INPUTS, 1, seeds=range(replicas), **size)
    return batched(model, torch.randn(replicas, BATCH, length, INPUTS), by_hand=True)


def times(grown: str, name: str, sizes: Sequence[int]) -> Iterator[float]:
    """CPU seconds of an update at each size, the median of several turns; the first warms up."""
    of = partial(update, name)
    arms = [of(**(USUAL | {grown: size})) for size in sizes]
    turns = [[seconds(arm) for arm in arms] for _ in range(TURNS + 1)]
    yield from map(median, zip(*turns[1:], strict=True))


def arguments() -> Namespace:
    """What grows, of which models, through which sizes."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("grown", choices=SIZES)
    parser.add_argument("--models", nargs="+", default=list(OURS), choices=list(OURS))
    parser.add_argument("--sizes", type=int, nargs="+")
    return parser.parse_args()


def main() -> None:
    """Print a row for each model, a column for each size."""
    given = arguments()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)  # as the audit does, and the next line
    torch.set_flush_denormal(True)
    sizes = given.sizes or SIZES[given.grown]
    print(head("model", *(f"{given.grown} {size}, ms" for size in sizes), "exponent"))
    for name in given.models:
        took = list(times(given.grown, name, sizes))
        cells = (f"{1e3 * each:.1f}" for each in took)
        print(row(name, *cells, f"{exponent(sizes, took):.2f}"), flush=True)


if __name__ == "__main__":
    main()
