"""Of which files of a project every edit is told."""

import os

import pytest

from pytest_claims.recording.dependencies import covers


@pytest.fixture
def project(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "model.py").write_text("x = 1")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("model.py", True),
        ("data/x.csv", True),
        ("README.md", False),
        (".env", False),
        (".hidden/x.py", False),
        ("toy.egg-info/x.py", False),
        ("linked/x.py", False),
        ("linked/deeper/x.py", False),
    ],
)
def test_an_edit_is_told_of_every_file_that_counts_and_of_no_other(project, name, told):
    (project / "elsewhere").mkdir()
    (project / "linked").symlink_to(project / "elsewhere")
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("x = 1")

    assert covers(project, project / name) is told


def test_an_edit_is_told_of_no_file_elsewhere_nor_of_one_that_is_none(project):
    assert not covers(project / "claims", project / "model.py")
    assert not covers(project, project / "absent.py")
    assert not covers(project, project / "claims")


@pytest.mark.parametrize("place", [".work", ".work/toy"])
def test_how_a_project_is_called_and_where_it_lies_is_no_reason_to_leave_out_its_files(
    project, place
):
    root = project / place
    (root / "toy").mkdir(parents=True)
    (root / "toy" / "x.py").write_text("x = 1")

    assert covers(root, root / "toy" / "x.py")


@pytest.mark.parametrize(("size", "told"), [(2**20, True), (2**20 + 1, False)])
def test_an_edit_of_a_file_that_is_known_by_its_time_is_not_surely_told(project, size, told):
    os.truncate(project / "model.py", size)

    assert covers(project, project / "model.py") is told
