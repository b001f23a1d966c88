"""A plain README, audited without anything but the plugin; run as a script by .ci/alone."""

import subprocess
import sys
import tempfile
from pathlib import Path

FILES = {
    "README.md": """\
# Sorting

[Merging needs fewer comparisons than inserting.](claims/test_sorting.py#test_fewer)
""",
    "pytest.ini": """\
[pytest]
claims_notes = README.md
pythonpath = .
""",
    "probes.py": '''\
"""How many comparisons sorting takes."""

import random


def numbers(seed, size):
    return random.Random(seed).sample(range(size), size)


def inserting(*, seeds, size):
    """Comparisons of insertion sort."""
    return [sum(1 + inversions(numbers(s, size), i) for i in range(1, size)) for s in seeds]


def inversions(xs, i):
    return sum(x > xs[i] for x in xs[:i])


def merging(*, seeds, size):
    """Comparisons of merge sort."""
    return [merged(numbers(s, size))[1] for s in seeds]


def merged(xs):
    if len(xs) < 2:
        return xs, 0
    (a, m), (b, n) = merged(xs[: len(xs) // 2]), merged(xs[len(xs) // 2 :])
    out, count = [], m + n
    while a and b:
        count += 1
        out.append((a if a[0] < b[0] else b).pop(0))
    return out + a + b, count
''',
    "claims/test_sorting.py": '''\
from probes import inserting, merging
from pytest_claims import control


@control(size=3, because="length")
def test_fewer(measure):
    """Merging needs fewer comparisons than inserting."""
    assert measure(merging, size=50) < measure(inserting, size=50)
''',
}


def audit(folder: Path, *python: str) -> subprocess.CompletedProcess[str]:
    """The audit of these files in this folder, by this interpreter or another command."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    command = [*(python or (sys.executable, "-m", "pytest")), "claims"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = audit(Path(folder))
    print(found.stdout, found.stderr)
    sys.exit(found.returncode)
