"""The versions of what computes the numbers."""

from types import SimpleNamespace

from pytest_claims.measuring import environment


def test_versions_are_told_in_the_order_of_their_names(monkeypatch, tmp_path):
    claims = SimpleNamespace(distributions={"zeta": "1.0", "alpha": "2.0"})
    followed = {tmp_path / "claims" / "test_01_toy.py"}
    sources = SimpleNamespace(of_files=lambda files: claims, followed=followed)
    monkeypatch.setattr(environment, "sources_of", lambda settings: sources)
    found, files = environment.versions(SimpleNamespace(root=tmp_path, claims="claims"))

    assert [*found] == sorted(found)
    assert found == {"alpha": "2.0", "zeta": "1.0"}
    assert files == followed
