"""Which reason counts for which failure, and what a file of reasons may say."""

from types import SimpleNamespace

import pytest

from pytest_claims.session.expected import Expected


def test_a_belief_passes_unexpectedly_where_it_comes_out_refuted_and_of_this_run_alone():
    known = Expected({"High=a:B": {"01/a": "known"}}, "known.toml")

    def told(verdict, *earlier):
        cases = [
            {"tried": [{"subject": "High=a:B", "verdict": v}], "earlier": v in earlier}
            for v in ("INCONCLUSIVE", verdict)
        ]
        row = {"id": "01/a", "declared": "refuted", "cases": cases}
        return len([*known.unexpected([row])])

    assert told("REFUTED", "INCONCLUSIVE") == 1
    assert told("HOLDS", "INCONCLUSIVE") == told("REFUTED") == told("REFUTED", "REFUTED") == 0


def test_a_reason_of_one_case_counts_before_that_of_its_claim():
    known = Expected({"A=x:A": {"01/a": "known", "01/a[1]": "so"}})

    assert [known.reason("A=x:A", "01/a", case) for case in ("", "1", "2")] == [
        "known",
        "so",
        "known",
    ]


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (["deaf", "blind"], "deaf; blind"),
        (["deaf", "deaf"], "deaf"),
        (["deaf", None], ""),
        ([None, "blind"], ""),
    ],
)
def test_of_two_that_stand_in_together_each_needs_a_reason(reasons, told):
    named = zip(("A=x:A", "B=x:B"), reasons, strict=True)
    known = Expected({subject: {"01/a": why} for subject, why in named if why})

    assert known.reason("A=x:A, B=x:B", "01/a") == told


def read(folder, named):
    options = {"claims_expect": named}
    return Expected.read(
        SimpleNamespace(
            getoption=lambda name, default: options.get(name, default),
            invocation_params=SimpleNamespace(dir=folder),
        )
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (None, "it cannot be read: .*No such file"),
        (b"\xff", "it cannot be read: .*utf-8"),
        (b"[A]\na = 3", r"a of \['A'\] has no reason"),
        (b'[A]\na = ""', r"a of \['A'\] has no reason"),
        (b"A = 3", "A stands outside a table"),
    ],
)
def test_a_file_of_anything_but_reasons_is_refused(tmp_path, said, why):
    if said is not None:
        (tmp_path / "known.toml").write_bytes(said)
    with pytest.raises(pytest.UsageError, match=f"--claims-expect known.toml: {why}"):
        read(tmp_path, "known.toml")


def test_reasons_are_read_from_the_file_that_the_command_line_names(tmp_path):
    (tmp_path / "known.toml").write_text('[A]\n"01/a" = "es hört nichts"', encoding="utf-8")
    known = read(tmp_path, "known.toml")

    assert (known.reasons, known.file) == ({"A": {"01/a": "es hört nichts"}}, "known.toml")
    assert read(tmp_path, None).reasons == {}
