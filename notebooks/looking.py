"""What the notebooks share: the experiments' figures, and pictures of one network at work."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the networks are small

import matplotlib.pyplot as plt
import torch

from sequence_models.replicas import streams
from sequence_models.training.fit import fit

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "experiments" / "figures"
WRITTEN = ROOT / ".claims" / "notebooks"
IN_JUPYTER = "ipykernel" in sys.modules
INK, COLOURS = "#555b63", ("#2f7fc1", "#d55e00", "#199a72", "#a56bc4")

torch.set_num_threads(1)
plt.rcParams |= {"axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 110}


class Drawn:
    """An experiment's figure, which Jupyter shows; ``numbers`` are those that it is drawn from."""

    def __init__(self, name: str) -> None:
        self.svg = (FIGURES / f"{name}.svg").read_text("utf-8")
        self.numbers = json.loads((FIGURES / f"{name}.json").read_text("utf-8"))

    def _repr_svg_(self) -> str:
        return self.svg[self.svg.index("<svg") :]

    def __repr__(self) -> str:
        return f"{self.numbers['question']} ({self.numbers['replicas']} replicas)"


def figure(name: str) -> Drawn:
    """``experiments/figures/NAME.svg``; without Jupyter its question is printed."""
    drawn = Drawn(name)
    if not IN_JUPYTER:
        print(drawn)
    return drawn


def show(name: str) -> None:
    """Show what was plotted, or write it to ``.claims/notebooks``."""
    plt.tight_layout()
    if IN_JUPYTER:
        plt.show()
        return
    WRITTEN.mkdir(parents=True, exist_ok=True)
    plt.savefig(WRITTEN / f"{name}.svg")
    plt.close()


def taught(architecture, task, *, steps, seed=0, rate=None, **conditions):
    """One network of this architecture, trained on fresh sequences of the task."""
    model = architecture(task.inputs, task.outputs, seeds=[seed], **conditions)
    fit(model, task, seeds=[seed], steps=steps, rate=rate)
    return model.eval()


def one(task, seed=0):
    """One sequence that no training has shown: inputs (time, ...) and targets (time, ...)."""
    batch = task.sample(streams([seed], "a look"), 1)
    return batch.inputs[0, 0], batch.targets[0, 0]


@torch.no_grad()
def answers(model, inputs):
    """What the network gives for one sequence, (time, outputs)."""
    return model(inputs[None, None])[0, 0]


@torch.no_grad()
def states(model, inputs):
    """Its memory after each step, the last part of what it carries: (time, numbers)."""
    state, found = model.initial_state(1), []
    for x in inputs:
        _, state = model.step(x[None, None], state)
        found.append(state[-1].flatten())
    return torch.stack(found)


def held(axes, network, inputs, target, name):
    """Draw what was shown, marked and asked for when holding, and what the network says."""
    axes.plot(inputs[:, 0], "o", color=INK, alpha=0.4, label="value")
    steps = range(len(target))
    axes.step(steps, target[:, 0], where="mid", color=COLOURS[0], label="to be held")
    axes.plot(answers(network, inputs)[:, 0], color=COLOURS[1], label=name)
    for step in inputs[:, 1].nonzero():
        axes.axvline(int(step), color=INK, alpha=0.3)
    axes.legend(frameon=False, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.0))
