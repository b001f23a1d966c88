"""Write docs/pages/reference.md from the docstrings, options, hooks and commands of the audit."""

from __future__ import annotations

import inspect
import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest_claims
from pytest_claims import hookspecs
from pytest_claims.cli import parser
from pytest_claims.options import add_options

PAGE = Path(__file__).parent / "pages" / "reference.md"
HEAD = """# Reference

Written by `python docs/write_reference.py`; edit the docstrings instead.
"""


class Registered:
    """Stands where pytest's parser does, and remembers what is registered."""

    def __init__(self) -> None:
        self.flags: list[tuple[str, dict[str, Any]]] = []
        self.keys: list[tuple[str, str, Any]] = []

    def getgroup(self, *_: str) -> Registered:
        """Options of the group are options."""
        return self

    def addoption(self, flag: str, **what: Any) -> None:
        """A flag of the command line."""
        self.flags.append((flag, what))

    def addini(self, name: str, help: str, type: Any = None, default: Any = None) -> None:
        """A key of the ini."""
        self.keys.append((name, help, default))


def reference() -> str:
    """The page."""
    registered = Registered()
    add_options(registered)  # type: ignore[arg-type]
    parts = [
        HEAD,
        "## In a claim file and in probes\n",
        *names(),
        "## Flags of pytest\n",
        table("flag", (flag_row(*flag) for flag in registered.flags)),
        "## Ini keys\n",
        table("key", (key_row(*key) for key in registered.keys)),
        "## Hooks\n",
        "In the `conftest.py` at the root.\n",
        *hooks(),
        "## Commands\n",
        *commands(),
    ]
    return "\n".join(parts)


def names() -> Iterator[str]:
    """Every public name, functions with their signature."""
    for name in sorted(pytest_claims.__all__, key=str.lower):
        thing = getattr(pytest_claims, name)
        yield f"### {name}\n"
        if inspect.isclass(thing):
            yield doc(thing)
            called = vars(thing).get("__call__")
            yield from [heading(f"measure{signature(called)}"), doc(called)] if called else []
        else:
            yield from (heading(name + signature(thing)), doc(thing))


def hooks() -> Iterator[str]:
    """Every hook that a project may implement."""
    for name, hook in vars(hookspecs).items():
        if name.startswith("pytest_claims_"):
            yield from (f"### {name}\n", heading(name + signature(hook)), doc(hook))


def commands() -> Iterator[str]:
    """Every command, as its ``--help`` has it."""
    for action in parser()._actions:
        if isinstance(action, _SubParsersAction):
            for name, command in action.choices.items():
                yield f"### pytest-claims {name}\n"
                yield from told(command)


def told(command: ArgumentParser) -> Iterator[str]:
    """What a command does, its arguments, and its exit status."""
    yield f"{command.description}\n"
    rows = [
        (", ".join(a.option_strings) or str(a.metavar or a.dest), a.help or "")
        for a in command._actions
        if a.dest != "help"
    ]
    yield table("argument", rows)
    yield f"{command.epilog}\n" if command.epilog else ""


def signature(thing: Any) -> str:
    """Names and defaults, without ``self`` and types."""
    found = inspect.signature(thing)
    untyped = [p.replace(annotation=p.empty) for p in found.parameters.values() if p.name != "self"]
    text = str(found.replace(parameters=untyped, return_annotation=found.empty))
    return re.sub(r"<function (\w+) at 0x\w+>", r"\1", text)


def heading(text: str) -> str:
    """A signature on a line of its own."""
    return f"`{text}`\n"


def doc(thing: Any) -> str:
    """A docstring as Markdown."""
    return (inspect.getdoc(thing) or "").replace("``", "`") + "\n"


def flag_row(flag: str, what: dict[str, Any]) -> tuple[str, str]:
    """A flag with what it takes, and its help."""
    takes = what.get("metavar") or "|".join(what.get("choices", ()))
    return f"{flag} {takes}".strip(), what["help"]


def key_row(name: str, help: str, default: Any) -> tuple[str, str]:
    """A key with its default, where it has one."""
    return (name, f"{help} Default: `{default}`." if default not in (None, [], "") else help)


def table(what: str, rows: Any) -> str:
    """Two columns: how it is written, and what it does."""
    lines = [f"| {what} | what it does |", "|---|---|"]
    lines += [f"| `{cell(name)}` | {prose(help)} |" for name, help in rows]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Code that does not end its cell."""
    return text.replace("|", "\\|")


def prose(text: str) -> str:
    """Help on one line, that Markdown shows as it is written."""
    return re.sub(r"[*_<|]", r"\\\g<0>", " ".join(text.split())).replace("%%", "%")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
