import json

from synthetic import write


def verdicts(root):
    document = json.loads((root / ".claims" / "audit.json").read_text())
    return [case for row in document["claims"] for case in row["cases"]]


def test_its_claims_hold_and_are_carried_by_a_second_run(checkout, tmp_path):
    write(tmp_path / "synthetic", 51)
    for carried in (False, True):
        ran = checkout.audit("claims", workers=1, seconds=600, at=tmp_path / "synthetic")
        assert ran.status == 0, ran.output
        found = verdicts(tmp_path / "synthetic")
        assert [case["verdict"] for case in found] == ["HOLDS"] * 51
        assert {case["cached"] for case in found} == {carried}
        assert ("1 worker [51 items]" in ran.output) is not carried
