"""A toy project that is edited, and what is said of a claim that is an error."""


def add(project, name, text):
    file = project.pytester.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + text)


def error(project, *says, name="a", run=None):
    """Claim ``a`` is an error that says so, and the status is 1."""
    result = (run or project.inside)()
    assert result.ret == 1
    row = project.ledger()[name]
    assert row["verdict"] == "ERROR"
    for part in says:
        assert part in row["cases"][0]["reason"], row["cases"][0]["reason"]
    return result.stdout.str()


def conftest(project, text):
    add(project, "conftest.py", "\nimport pytest\n" + text)


def says(result, *parts):
    text = result.stdout.str()
    for part in parts:
        assert part in text, text
