from io import StringIO
from types import SimpleNamespace

import pytest
from _pytest._io import TerminalWriter

from pytest_claims.session.progress import CLEAR, Live, Progress, duration

NAMES = [f"claims/test_01_rnn.py::test_{letter}" for letter in "abcd"]


def test_the_time_left_is_what_the_rest_took_before_shared_by_the_workers():
    progress = Progress(dict.fromkeys(NAMES, 10.0), workers=2)
    progress.start(NAMES[0])
    progress.finish(NAMES[0], 10.0)

    assert progress.left() == 15.0


def test_a_run_on_kept_evidence_is_expected_to_be_quicker():
    progress = Progress(dict.fromkeys(NAMES, 10.0))
    for name in NAMES[:3]:
        progress.finish(name, 0.1)

    assert progress.left() == pytest.approx(0.1)


def test_without_an_earlier_run_the_first_results_are_the_measure():
    progress = Progress(dict.fromkeys(NAMES))
    assert progress.left() is None

    progress.finish(NAMES[0], 2.0)

    assert progress.left() == 6.0


def test_what_is_measured_is_named():
    progress = Progress(
        {"c/test_01_rnn.py::test_one_two[16]": 3.0, "c/test_01_rnn.py::test_b": 3.0}
    )
    progress.start("c/test_01_rnn.py::test_one_two[16]")
    progress.start("tests/test_other.py::test_x")

    assert str(progress) == "0 of 2, about 6 s left, measuring one two [16]"

    progress.finish("c/test_01_rnn.py::test_one_two[16]", 3.0)
    progress.finish("c/test_01_rnn.py::test_b", 3.0)
    assert str(progress) == "2 of 2"


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 s"), (99, "99 s"), (130, "3 min")])
def test_durations_are_rough(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("markup", "verbosity", "shown"),
    [(True, 0, True), (False, 0, False), (True, -1, False), (True, 1, False)],
)
def test_only_a_terminal_at_its_usual_verbosity_is_written_to(markup, verbosity, shown):
    writer = TerminalWriter(StringIO())
    writer.hasmarkup, writer.fullwidth = markup, 60
    progress = Progress(dict.fromkeys(NAMES, 10.0))
    live = Live(SimpleNamespace(_tw=writer, verbosity=verbosity), lambda: progress)

    live.pytest_runtest_logstart(NAMES[0])
    live.pytest_runtest_logreport(SimpleNamespace(nodeid=NAMES[0], duration=1.0, claim={}))

    written = writer._file.getvalue()
    assert ("1 of 4" in written) is shown
    assert all(len(line) < 60 for line in written.split(CLEAR))
