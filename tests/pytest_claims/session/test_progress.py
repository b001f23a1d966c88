from io import StringIO
from types import SimpleNamespace

import pytest
from _pytest._io import TerminalWriter

from pytest_claims.session.progress import CLEAR, RESTORE, SAVE, Live, Progress, duration, name_of

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


@pytest.mark.parametrize(
    ("seconds", "words"), [(98.1, "99 s"), (99.9, "100 s"), (100, "2 min"), (120, "2 min")]
)
def test_from_a_hundred_seconds_on_minutes_are_told(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("claims/test_01_rnn.py::test_a_b", "a b"),
        ("claims/test_01_rnn.py::test_a_b[x_y-2]", "a b [x_y-2]"),
        ("claims/test_01_rnn.py::Group::test_test_a", "test a"),
    ],
)
def test_a_claim_is_named_as_one_speaks_of_it(nodeid, name):
    assert name_of(nodeid) == name


def test_one_worker_is_counted_where_there_is_none():
    assert Progress(dict.fromkeys(NAMES, 10.0), workers=0).left() == 40.0


def test_what_is_new_is_expected_to_take_what_is_typical():
    progress = Progress({NAMES[0]: 1.0, NAMES[1]: 3.0, NAMES[2]: 8.0, NAMES[3]: None})
    assert progress.left() == 15.0

    progress.finish(NAMES[3], 7.0)
    assert progress.left() == 12.0


def test_two_results_are_too_few_to_scale_by():
    progress = Progress(dict.fromkeys(NAMES, 10.0))
    for name in NAMES[:2]:
        progress.finish(name, 0.1)

    assert progress.left() == 20.0


def test_earlier_times_of_nothing_are_no_measure():
    progress = Progress(dict.fromkeys(NAMES, 0.0))
    for name in NAMES[:3]:
        progress.finish(name, 2.0)

    assert progress.left() == 0.0


def test_results_of_other_tests_count_for_nothing():
    progress = Progress(dict.fromkeys(NAMES, 10.0))
    progress.finish("tests/test_x.py::test_x", 1.0)

    assert str(progress) == "0 of 4, about 40 s left"


def test_of_several_the_one_that_began_first_is_named():
    progress = Progress(dict.fromkeys(NAMES))
    for name in NAMES[:2]:
        progress.start(name)
    assert str(progress) == "0 of 4, measuring a"

    progress.finish(NAMES[0], 0.0)
    assert str(progress) == "1 of 4, about 0 s left, measuring b"


def written(progress, width, before=""):
    """What a terminal of so many columns gets behind what it shows."""
    writer = TerminalWriter(StringIO())
    writer.hasmarkup, writer.fullwidth = True, width
    writer.write(before)
    Live(SimpleNamespace(_tw=writer, verbosity=0), lambda: progress).show("é" + "x" * 200)
    return writer._file.getvalue().removeprefix(before)


def test_progress_fits_behind_the_cursor_beside_the_percentage():
    assert written(None, 60, "...") == f"{CLEAR}{SAVE}  \\xe9{'x' * 44}{RESTORE}"
    assert written(None, 5, "...") == f"{CLEAR}{SAVE}  {RESTORE}"


def test_nothing_is_shown_before_there_is_any_progress_or_of_what_is_no_claim():
    writer = TerminalWriter(StringIO())
    writer.hasmarkup = True
    terminal = SimpleNamespace(_tw=writer, verbosity=0)
    progress = Progress(dict.fromkeys(NAMES))
    Live(terminal, lambda: None).pytest_runtest_logstart(NAMES[0])
    report = SimpleNamespace(nodeid=NAMES[0], duration=1.0)
    Live(terminal, lambda: progress).pytest_runtest_logreport(report)

    assert writer._file.getvalue() == ""
    assert progress.took == {}
