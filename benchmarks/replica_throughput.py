"""What the replica axis buys: training many seeds in one call against a loop over torch.nn.

Both arms do the same work: forward, backward, clipping and Adam for every seed, on data of the
same shape. They take turns within one run, on one thread, so only their ratio is printed as a
result; the milliseconds are those of the machine at hand.

    python benchmarks/replica_throughput.py --replicas 24 --hidden 16 64 --length 50
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time

import torch
from torch import Tensor, nn

from sequence_models.architectures import GRU, LSTM, RNN, SequenceModel
from sequence_models.training.fit import clip_each_replica

PAIRS: dict[str, tuple[Callable[..., SequenceModel], Callable[..., nn.RNNBase]]] = {
    "RNN": (RNN, nn.RNN),
    "GRU, reset before": (GRU, nn.GRU),
    "GRU, reset after": (partial(GRU, reset="after"), nn.GRU),
    "LSTM": (LSTM, nn.LSTM),
}


class Peer(nn.Module):
    """One seed's network of torch's own, with a read-out."""

    def __init__(self, core: Callable[..., nn.RNNBase], inputs: int, hidden: int) -> None:
        super().__init__()
        self.core = core(inputs, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Outputs for a whole sequence."""
        outputs, _ = self.core(x)
        answer: Tensor = self.readout(outputs)
        return answer


def batched(model: SequenceModel, x: Tensor) -> Callable[[], None]:
    """One update of all replicas at once."""
    optimiser = torch.optim.Adam(model.parameters())

    def update() -> None:
        optimiser.zero_grad()
        model(x).square().mean((1, 2, 3)).sum().backward()
        clip_each_replica(model, 1.0)
        optimiser.step()

    return update


def looped(models: list[Peer], x: Tensor) -> Callable[[], None]:
    """One update of every network, one after the other."""
    optimisers = [torch.optim.Adam(model.parameters()) for model in models]

    def update() -> None:
        for model, optimiser, own in zip(models, optimisers, x, strict=True):
            optimiser.zero_grad()
            model(own).square().mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()

    return update


def seconds(update: Callable[[], None]) -> float:
    """CPU seconds of one update."""
    start = process_time()
    update()
    return process_time() - start


def compare(name: str, hidden: int, given: Namespace) -> list[tuple[float, float]]:
    """CPU seconds of the loop and of the batched update, in turn; the first turn warms up."""
    ours, theirs = PAIRS[name]
    x = torch.randn(given.replicas, given.batch, given.length, given.inputs)
    one = batched(ours(given.inputs, 1, seeds=range(given.replicas), hidden=hidden), x)
    many = looped([Peer(theirs, given.inputs, hidden) for _ in range(given.replicas)], x)
    return [(seconds(many), seconds(one)) for _ in range(given.turns + 1)][1:]


def main() -> None:
    """Print one row for each cell and width."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hidden", type=int, nargs="+", default=[16, 64])
    for option, default in {
        "replicas": 24,
        "batch": 16,
        "length": 50,
        "inputs": 4,
        "turns": 7,
    }.items():
        parser.add_argument(f"--{option}", type=int, default=default)
    given = parser.parse_args()
    torch.set_num_threads(1)
    print(
        f"{given.replicas} replicas, batch {given.batch}, {given.length} steps; CPU ms per update"
    )
    print(f"{'cell':<18} {'hidden':>6} {'torch.nn':>9} {'batched':>8} {'ratio':>6}   least to most")
    for name in PAIRS:
        for hidden in given.hidden:
            turns = compare(name, hidden, given)
            loop, batch = (1000 * median(arm) for arm in zip(*turns, strict=True))
            ratios = sorted(many / one for many, one in turns)
            print(
                f"{name:<18} {hidden:>6} {loop:>9.1f} {batch:>8.1f} {median(ratios):>6.2f}"
                f"   {ratios[0]:.2f} to {ratios[-1]:.2f}"
            )


if __name__ == "__main__":
    main()
