"""What `pytest-claims regime` hands on to pytest."""

from itertools import pairwise

import pytest

from pytest_claims.cli import main


@pytest.mark.parametrize("address", [None, "local"])
def test_command_hands_on_what_it_is_asked(monkeypatch, tmp_path, address):
    given = []
    monkeypatch.setattr(pytest, "main", lambda arguments, plugins: given.extend(arguments) or 0)
    line = ["regime", "n/c", "--over", "gain=0,1", "--seed", "7", "--root", str(tmp_path)]

    assert main([*line, *(["--dask", address] if address else [])]) == 0
    flags = pairwise(given)
    found = dict(pair for pair in flags if pair[0].startswith("--claims"))
    expected = {"--claims-seed": "7", "--claims-over": "gain=0,1"}
    assert found == expected | ({"--claims-dask": address} if address else {})
