"""What networks write that need as many bits per character as a table of pairs.

Each is trained until an exam of the tuning part says so, and then draws 200 characters after the
same prompt. The seed is none that the audit uses. Run: python experiments/language_samples.py
"""

from typing import Any

import torch

from sequence_models.architectures import GRU, LSTM, RNN, Transformer
from sequence_models.building import build
from sequence_models.probes.ngram import NGram
from sequence_models.replicas import streams, uniform
from sequence_models.tasks import Text
from sequence_models.tasks.manual import ALPHABET
from sequence_models.training.characters import bits_per_character
from sequence_models.training.continuing import Continuation, continued
from sequence_models.training.trained import Schedule, trained

SEEDS = [1000]
TASK, TUNING = Text(length=32, batch=8), Text(part="tuning", length=32)
EXAM = Text(part="held out", length=32)
NETWORKS: list[tuple[type, dict[str, Any]]] = [
    (RNN, {"initialisation": "orthogonal"}),
    (GRU, {}),
    (LSTM, {}),
    (Transformer, {"positions": "rotary", "heads": 2}),
]
STEPS = (10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 960)


def spelled(symbols: list[int]) -> str:
    return "".join(ALPHABET[symbol] for symbol in symbols)


def sample_of_pairs(table: NGram, prompt: torch.Tensor, chances: torch.Tensor) -> str:
    text = prompt.tolist()
    for chance in chances.flatten():
        p = table.probabilities(torch.tensor([text[-1:]]))[0]
        text.append(min(int((p.cumsum(0) <= chance).sum()), len(ALPHABET) - 1))
    return spelled(text[len(prompt) :])


def main() -> None:
    torch.set_num_threads(1)
    parts = (TASK.characters(part) for part in ("training", "tuning"))
    table = NGram(*parts, symbols=27, context=1)
    text = TASK.characters("tuning")
    given = table.probabilities(text[:-1, None]).gather(-1, text[1:, None])
    level = -given.log2().mean().item()
    prompt = EXAM.sample(streams(SEEDS, "exam"), 1).inputs.argmax(-1)[0, 0]
    chances = uniform(streams(SEEDS, "continuation"), 1, 200)
    print(f"prompt: {spelled(prompt.tolist())}\n\npairs, {level:.2f} bits: ", end="")
    print(sample_of_pairs(table, prompt, chances), flush=True)
    for architecture, start in NETWORKS:

        def made(*, inputs: int, outputs: int, dtype: torch.dtype | None = None) -> Any:
            sizes = {"weights": 4_000, "dtype": dtype}
            return build(architecture, inputs, outputs, seeds=SEEDS, **sizes, **start)  # noqa: B023

        for steps in STEPS:
            how = {"seeds": SEEDS, "steps": steps, "rate": 0.03}
            needed = bits_per_character(made, task=TASK, exam=TUNING, prompt=16, **how).item()
            if needed <= level or steps == STEPS[-1]:
                break
        model = trained(made, TASK, **how, schedule=Schedule())
        written = continued(model, EXAM, Continuation(greedy=False), seeds=SEEDS, examined=1)
        name = f"{architecture.__name__}, {needed:.2f} bits after {steps} batches"
        print(f"\n{name}: {spelled(written.flatten().tolist())}", flush=True)


if __name__ == "__main__":
    main()
