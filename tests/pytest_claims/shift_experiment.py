"""A toy project with an experiment: a score against the noise, for two architectures."""

import json

EXPERIMENT = '''"""How does the score fall as the gain does?"""

from pytest_claims.figures import Figure, Panel, curve, grid, scope, theory, threshold
from toy import High, Low, score

GAINS = grid(1.0, 2.0, laptop=(1.5,), full=(3.0,))


def shift(measure):
    high = curve(measure(score, High, gain=GAINS), "High")
    low = curve(measure(score, Low, gain=GAINS), "Low")
    return Figure(
        Panel(
            high,
            low,
            theory(lambda gain: 5 * gain, "promised", like="High"),
            scope(1.0, 2.0, claim="01_toy/a"),
            threshold(">", 1.0, at=1.0, claim="01_toy/a"),
            x="gain",
            y="score",
        )
    )
'''

PAGE = """# How does the score fall as the gain does?

![Two rising lines](figures/shift.svg)

The [numbers](figures/shift.json) stand behind [a claim](../claims/test_01_toy.py#test_a).
"""


class Experiment:
    """The project, and what is drawn of it."""

    def __init__(self, project):
        project.claim("assert measure(score, High) > 1")
        self.project, self.root = project, project.write()
        (self.root / "experiments").mkdir()
        self.file, self.page = (self.root / "experiments" / f"shift.{s}" for s in ("py", "md"))
        self.figures = self.root / "experiments" / "figures"
        self.aside = self.root / ".claims" / "figures"
        self.file.write_text(EXPERIMENT, encoding="utf-8")
        self.page.write_text(PAGE, encoding="utf-8")

    def run(self, *flags):
        return self.project.at("experiments", *flags)

    def draw(self, *flags):
        assert self.run("--claims-write-figures", *flags).ret == 0
        return self.numbers()

    def numbers(self, folder=None):
        return json.loads(((folder or self.figures) / "shift.json").read_text(encoding="utf-8"))

    def edit(self, file, old, new):
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def evidence(self):
        folder = self.root / ".claims" / "evidence"
        return {file: file.stat().st_mtime_ns for file in folder.glob("??/*.json")}
