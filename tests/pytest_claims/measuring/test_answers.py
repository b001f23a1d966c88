"""A probe answers with one real number per replica, and nothing is lost on the way."""

import datetime
from types import SimpleNamespace

import numpy as np
import pytest
import toy_bench

from pytest_claims.faults import ClaimError
from pytest_claims.measuring.answers import checked

ASKED = toy_bench.of(toy_bench.normal)


def answered(answer, replicas=2):
    return checked(answer, ASKED, replicas)


@pytest.mark.parametrize(
    "answer",
    [
        [1.0, 2.0],
        (1, 2),
        [True, 2],
        np.array([1, 2], dtype=np.uint8),
        np.array([1, 2], dtype=np.float16),
        np.array([1, 2], dtype=np.longdouble),
        np.array([np.inf, -np.inf]),
        np.array([True, False]),
        np.array([2**53, -(2**63)]),
    ],
)
def test_real_numbers_are_taken_as_they_are(answer):
    found = answered(answer)

    assert found.dtype == np.float64
    assert list(found) == list(answer)


REFUSED = {
    "complex numbers": ("complex numbers", np.array([1 + 0j, 2])),
    "text": ("text", ["7", "8"]),
    "text beside numbers": ("text", [1.0, "7"]),
    "bytes": ("bytes", [b"7", b"8"]),
    "objects": ("objects", [None, None]),
    "whole numbers beyond all bounds": ("objects", [10**400, 1]),
    "dates": ("dates", np.array(["2020-01-01", "2020-01-02"], dtype="datetime64[D]")),
    "durations": ("durations", np.array([1, 2], dtype="timedelta64[s]")),
    "dates of Python": ("objects", [datetime.date(2020, 1, 1)] * 2),
    "masked": ("a masked array", np.ma.array([1.0, 2.0], mask=[True, False])),
    "masked, with nothing masked": ("a masked array", np.ma.array([1.0, 2.0])),
    "masked parts": ("a masked array", [np.ma.masked, 1.0]),
    "records": ("records", np.zeros(2, dtype=[("a", float)])),
}


@pytest.mark.parametrize(("words", "answer"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_real_number_is_refused_with_words(words, answer):
    said = rf"normal\(\) returned {words}; .*one real number per replica"
    with pytest.raises(ClaimError, match=said):
        answered(answer)


@pytest.mark.parametrize(
    "answer", [1.0, [1.0], np.zeros(12), np.zeros((24, 2)), [], None, {}, iter([1.0])]
)
def test_another_number_of_numbers_is_refused(answer):
    with pytest.raises(ClaimError, match=r"returned shape .* for 24 replicas.*shape \(24,\)"):
        answered(answer, replicas=24)


def test_ragged_answer_is_refused_with_words():
    with pytest.raises(ClaimError, match="which is no array"):
        answered([[1.0], [1.0, 2.0]])


@pytest.mark.parametrize(
    "answer",
    [
        [2**53 + 1, 0],
        np.array([-(2**53) - 1, 0]),
        np.array([2**64 - 1, 0], dtype=np.uint64),
        np.array([2**63 - 1, 0]),
    ],
)
def test_whole_number_that_double_precision_has_not_is_refused(answer):
    with pytest.raises(ClaimError, match=r"returned -?\d+, which double precision holds as"):
        answered(answer)


@pytest.mark.skipif(np.finfo(np.longdouble).bits == 64, reason="no longer double here")
@pytest.mark.parametrize("text", ["1e-4000", "1e4000", "0.1"])
def test_long_double_that_loses_is_refused(text):
    with np.errstate(all="raise"), pytest.raises(ClaimError, match="double precision holds as"):
        answered([np.longdouble(text), np.longdouble(0)])


@pytest.mark.parametrize("where", [0, 23])
@pytest.mark.parametrize("precision", [np.float16, np.float64, np.longdouble])
def test_nan_in_one_replica_is_refused(where, precision):
    answer = np.zeros(24, precision)
    answer[where] = np.nan
    with pytest.raises(ClaimError, match="NaN in 1 of 24 replicas"):
        answered(answer, replicas=24)


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16", "float16", "int64", "bool"])
def test_tensor_is_taken_as_numpy_has_it(dtype):
    torch = pytest.importorskip("torch")

    assert list(answered(torch.tensor([0, 1], dtype=getattr(torch, dtype)))) == [0, 1]


def test_tensor_may_require_a_gradient():
    torch = pytest.importorskip("torch")

    assert list(answered(2 * torch.ones(2, requires_grad=True))) == [2, 2]


def test_complex_tensor_is_refused():
    torch = pytest.importorskip("torch")
    with pytest.raises(ClaimError, match="complex numbers"):
        answered(torch.ones(2, dtype=torch.complex64))


def test_tensor_is_taken_from_the_card_that_it_is_on():
    class OnACard:
        def detach(self):
            return self

        def cpu(self):
            return SimpleNamespace(is_floating_point=lambda: True, double=lambda: [1.0, 2.0])

        def __array__(self, dtype=None, copy=None):
            raise TypeError("it is not on the CPU")

    assert list(answered(OnACard())) == [1.0, 2.0]
