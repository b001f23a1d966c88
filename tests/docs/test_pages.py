"""Every block of Python and every command in the pages does what its page says.

A block with a title is a file, which is written, or lengthened where it is "continued"; another
block of Python is run; a console block is typed in, and its output has the lines that are shown,
where "…" stands for anything. Blocks of a page share a folder, in which the files of the tutorial
lie already where the page is another one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "pages"
TUTORIAL = PAGES / "tutorial.md"
BLOCK = re.compile(r"^( *)(`{3,})(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1\2$", re.M | re.S)
RUN = ("python", "console")
TYPED = re.compile(r"^\$ ", re.M)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its title and what stands in it."""

    language: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in order, without their indentation."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [
        Block(language, title, re.sub(rf"^{indent}", "", text, flags=re.M))
        for indent, _, language, title, text in found
    ]


def pages_with_blocks() -> list[str]:
    """The pages that have something to run, by their path below the folder of pages."""
    pages = sorted(PAGES.rglob("*.md"))
    return [
        page.relative_to(PAGES).as_posix()
        for page in pages
        if any(block.language in RUN or block.title for block in blocks(page))
    ]


def write(block: Block, folder: Path) -> None:
    """Write the file that the block is, or lengthen it."""
    name = block.title.removesuffix(", continued")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = f"{file.read_text()}\n\n" if name != block.title else ""
    file.write_text(before + block.text)


def run(command: list[str] | str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run in the folder what a reader would run there."""
    bin = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": os.pathsep.join([bin, os.environ["PATH"]])}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment | {"COLUMNS": "100", "NO_COLOR": "1"},
        shell=isinstance(command, str),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def type_in(block: Block, folder: Path) -> None:
    """Run each command of a console block and compare its output."""
    for step in TYPED.split(block.text)[1:]:
        command, _, shown = step.partition("\n")
        ran = run(command, folder)
        assert shown.strip("… \n") or ran.returncode == 0, f"$ {command}\n{ran.stdout}"
        pattern = ".*".join(map(re.escape, shown.strip().split("…")))
        assert re.search(pattern, ran.stdout, re.S), f"$ {command}\n{ran.stdout}\nnot as\n{shown}"


def follow(block: Block, folder: Path) -> None:
    """Do what the block asks of a reader."""
    if block.title:
        write(block, folder)
    elif block.language == "console":
        type_in(block, folder)
    elif block.language == "python":
        ran = run([sys.executable, "-c", block.text], folder)
        assert ran.returncode == 0, f"{block.text}\n{ran.stdout}"


@pytest.mark.parametrize("page", pages_with_blocks())
def test_a_page_does_what_it_says(page, tmp_path):
    if PAGES / page != TUTORIAL:
        for block in blocks(TUTORIAL):
            if block.title:
                write(block, tmp_path)
    for block in blocks(PAGES / page):
        follow(block, tmp_path)


def test_what_is_shown_and_does_not_come_out_is_noticed(tmp_path):
    type_in(Block("console", "", "$ echo one two three\none … three\n"), tmp_path)

    with pytest.raises(AssertionError, match="not as"):
        type_in(Block("console", "", "$ echo one\ntwo\n"), tmp_path)
    with pytest.raises(AssertionError):
        type_in(Block("console", "", "$ false\n…\n"), tmp_path)
    with pytest.raises(AssertionError):
        follow(Block("python", "", "assert False\n"), tmp_path)


def test_no_block_goes_by_without_a_language():
    fences = re.compile(r"^ *`{3,}(.*)$", re.M)
    opening = {
        page.name: fences.findall(page.read_text(encoding="utf-8"))[::2]
        for page in PAGES.rglob("*.md")
    }

    assert {name for name, found in opening.items() if "" in found} == set()
