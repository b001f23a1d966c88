"""Which notes and claim files lie at the places that a command line names."""

from types import SimpleNamespace

import pytest

from pytest_claims.session.held import stems_at

NOTES = [
    SimpleNamespace(path="notes/01_a.md", stem="01_a", claims=[SimpleNamespace(stem="01_b")]),
    SimpleNamespace(path="notes/deep/02.md", stem="02", claims=[]),
]
FILES = [
    SimpleNamespace(path="claims/test_01_b.py", stem="01_b"),
    SimpleNamespace(path="claims/test_03.py", stem="03"),
]


@pytest.mark.parametrize(
    ("places", "stems"),
    [
        (["."], {"01_a", "01_b", "02", "03"}),
        (["notes"], {"01_a", "01_b", "02"}),
        (["notes/deep"], {"02"}),
        (["notes/dee"], set()),
        (["notes/01_a.md"], {"01_a", "01_b"}),
        (["claims/test_01_b.py"], {"01_b"}),
        (["claims", "notes/deep/02.md"], {"01_b", "02", "03"}),
        (["elsewhere"], set()),
        ([], set()),
    ],
)
def test_what_lies_at_or_below_a_place_is_named_by_its_stem(places, stems):
    assert stems_at(SimpleNamespace(notes=NOTES, files=FILES), places) == stems
