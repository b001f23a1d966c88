"""A project that tells what a run of it imported and ran."""

TRUE = "assert measure(score, High) > measure(score, Low)"
STUB = "import heavy\n"
TELLS = """
import pytest

def pytest_collection_finish(session):
    session.config.functions = [i.name for i in session.items if isinstance(i, pytest.Function)]

def pytest_terminal_summary(terminalreporter, config):
    import sys
    found = sorted({"heavy", "toy"} & sys.modules.keys())
    terminalreporter.write_line(f"imported: {', '.join(found) or 'nothing'}")
    if hasattr(config, "functions"):
        terminalreporter.write_line(f"run: {', '.join(config.functions) or 'nothing'}")
"""
AGAIN = "imported: heavy, toy"
NOTHING = "imported: nothing"


def told(result, line):
    assert result.ret == 0, result.stdout.str()
    result.stdout.fnmatch_lines([line])
    return result


def edit(project, file, old, new):
    path = project.pytester.path / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def cases(project):
    rows = project.ledger().values()
    return {(row["id"], case["case"]): case for row in rows for case in row["cases"]}
