"""What a worker answers that is not what was ordered, or not made as it should have been."""

import pickle
from dataclasses import replace

from gathering_bench import clear, instrument

from pytest_claims.session.serving import answer


def test_worker_of_other_sources_is_refused_by_the_file_that_differs(gathered):
    _, gathering, _ = gathered(clear, said={"toy.py": "edited", "more.py": "new"})

    assert gathering.refused == {"worker": "more.py, toy.py differ"}
    assert gathering.made == {}


def test_worker_of_another_seed_makes_another_thing_and_is_refused(gathered, tmp_path):
    def elsewhere(order, made):
        other = instrument(tmp_path / "other")
        other.seed = 1
        return answer(other, pickle.dumps(order), None)

    _, gathering, _ = gathered(clear, spoil=elsewhere)
    assert gathering.refused == {"worker": "what is installed here, or the machine, is another"}


def test_forged_answer_is_refused(gathered):
    def forge(order, made):
        made.record["values"][0] += 100.0
        return made

    _, gathering, _ = gathered(clear, spoil=forge)

    assert gathering.refused == {"worker": "an answer is not as it was written"}
    assert gathering.made == {}


def test_record_of_something_else_is_refused(gathered):
    def other(order, made):
        return replace(made, key="0" * 64)

    _, gathering, _ = gathered(clear, spoil=other)
    assert gathering.refused == {"worker": "an answer is the record of another measurement"}


def test_order_that_cannot_be_read_is_refused(tmp_path):
    made = answer(instrument(tmp_path), b"no order", None)
    assert made.refused.startswith("what was ordered is not known")


def test_what_workers_did_not_repeat_is_counted(gathered):
    _, gathering, _ = gathered(clear, spoil=lambda order, made: replace(made, unrepeated=2))
    assert gathering.unrepeated == 4
