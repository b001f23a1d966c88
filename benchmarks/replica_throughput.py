"""What the replica axis buys, and what the forms written by hand add to it.

Three arms do the same work, forward, backward, clipping and Adam for every seed, on data of the
same shape: a loop over networks of torch.nn, our models step by step, and our models as they
train. They take turns within one run, on one thread, and so does a large matrix product, so only
ratios are results; the milliseconds are CPU time of the machine at hand.

    python benchmarks/replica_throughput.py --models LSTM Transformer --widths 16 64 --lengths 50
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from itertools import product
from statistics import median
from time import process_time

import torch
from peers import PEERS
from tables import load
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from sequence_models.architectures import GRU, LSTM, RNN, Attention, SequenceModel, Transformer
from sequence_models.differentiation import differentiated_once
from sequence_models.training.descent import Descent

OURS: dict[str, Callable[..., SequenceModel]] = {
    "RNN": RNN,
    "GRU": GRU,
    "GRU, reset after": partial(GRU, reset="after"),
    "LSTM": LSTM,
    "Attention": Attention,
    "Transformer": Transformer,
}
Update = Callable[[], None]
SIDE = 1024  # of the matrix product that the others are held against


def error(y: Tensor) -> Tensor:
    """One number per replica."""
    return y.square().mean((1, 2, 3))


def batched(model: SequenceModel, x: Tensor, *, by_hand: bool) -> Update:
    """One update of all replicas at once."""
    descent = Descent(model, rate=1e-3, clip=1.0, optimiser="adam")

    def update() -> None:
        with differentiated_once() if by_hand else nullcontext():
            descent.step(error(model(x)))

    return update


def looped(models: list[nn.Module], x: Tensor) -> Update:
    """One update of every network, one after the other."""
    optimisers = [torch.optim.Adam(model.parameters()) for model in models]

    def update() -> None:
        for model, optimiser, own in zip(models, optimisers, x, strict=True):
            optimiser.zero_grad()
            model(own).square().mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()

    return update


def seconds(update: Update) -> float:
    """CPU seconds of one update."""
    start = process_time()
    update()
    return process_time() - start


def operations(model: SequenceModel, x: Tensor) -> int:
    """Additions and multiplications in the matrix products of one update."""
    with FlopCounterMode(display=False) as counter:
        error(model(x)).sum().backward()
    return counter.get_total_flops()


def turns(name: str, width: int, length: int, layers: int, given: Namespace) -> Iterator[list]:
    """CPU seconds of the loop, of ours step by step and as they train, and of a multiplication
    and addition in a large product; the first turn warms up."""
    x = torch.randn(given.replicas, given.batch, length, given.inputs)
    size = {"model_width" if name in ("Attention", "Transformer") else "hidden": width}
    make = partial(OURS[name], given.inputs, 1, seeds=range(given.replicas), layers=layers, **size)
    theirs = [PEERS[name](given.inputs, width, layers) for _ in range(given.replicas)]
    arms = [looped(theirs, x), *(batched(make(), x, by_hand=by_hand) for by_hand in (False, True))]
    work, square = operations(make(), x), torch.randn(SIDE, SIDE)
    arms.append(lambda: torch.mm(square, square))
    for turn in range(given.turns + 1):
        loop, plain, hand, large = map(seconds, arms)
        if turn:
            yield [loop, plain, hand, work / hand / (2 * SIDE**3 / large)]


def arguments() -> Namespace:
    """What to measure."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", default=list(OURS), choices=list(OURS))
    for option, default in {"widths": [16, 64], "lengths": [50], "layers": [1]}.items():
        parser.add_argument(f"--{option}", type=int, nargs="+", default=default)
    for option, value in {"replicas": 24, "batch": 16, "inputs": 4, "turns": 7}.items():
        parser.add_argument(f"--{option}", type=int, default=value)
    return parser.parse_args()


def main() -> None:
    """Print one row for each model and size."""
    given = arguments()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)  # as the audit does, and the next line
    torch.set_flush_denormal(True)
    print(f"{given.replicas} replicas, batch {given.batch}, {given.turns} turns; load {load()}\n")
    print("| model | width | length | layers | loop ms | plain ms | ours ms | loop / ours |"
          " plain / ours | least to most | share of product |")  # fmt: skip
    print("|---" * 11 + "|")
    for length, layers, width, name in product(
        given.lengths, given.layers, given.widths, given.models
    ):
        measured = list(turns(name, width, length, layers, given))
        loop, plain, hand, share = (median(arm) for arm in zip(*measured, strict=True))
        over_loop = median(turn[0] / turn[2] for turn in measured)
        over_plain = sorted(turn[1] / turn[2] for turn in measured)
        print(
            f"| {name} | {width} | {length} | {layers} | {1e3 * loop:.1f} | {1e3 * plain:.1f} "
            f"| {1e3 * hand:.1f} | {over_loop:.2f} | {median(over_plain):.2f} "
            f"| {over_plain[0]:.2f} to {over_plain[-1]:.2f} | {share:.0%} |",
            flush=True,
        )
    print(f"\nload {load()}")


if __name__ == "__main__":
    main()
