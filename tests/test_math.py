"""The derivations: each has its function, formulas can be typeset, links lead somewhere."""

import ast
import re
import warnings
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from matplotlib.mathtext import MathTextParser
from mdit_py_plugins.dollarmath import dollarmath_plugin

ROOT = Path(__file__).parents[1]
MATH = sorted((ROOT / "math").glob("0*.md"))
WRITTEN = sorted([*(ROOT / "notes").glob("*.md"), *(ROOT / "math").glob("*.md")])
FOLDERS = [folder for folder in ROOT.iterdir() if not folder.name.startswith(".")]
MARKDOWN = sorted([*ROOT.glob("*.md"), *(file for f in FOLDERS for file in f.rglob("*.md"))])
DIAGRAMS = sorted((ROOT / "math" / "diagrams").glob("*.svg"))
NAMES = {path: path.relative_to(ROOT).as_posix() for path in [*MARKDOWN, *DIAGRAMS]}


@cache
def tokens(path):
    parser = MarkdownIt("commonmark").use(dollarmath_plugin, double_inline=True)
    return parser.parse(path.read_text(encoding="utf-8"))


def walk(path):
    """Every block and what stands inside it, with the line on which the block begins."""
    for block in tokens(path):
        line = (block.map or [0])[0] + 1
        yield line, block
        yield from ((line, child) for child in block.children or [])


def results(path):
    """The numbers of the results that a derivation gives, such as 1.4."""
    return re.findall(r"^## (\d+\.\d+) ", path.read_text(encoding="utf-8"), re.MULTILINE)


def cited(stem):
    """The numbers of the results that the functions of one derivation's theory name, in order."""
    sources = sorted((ROOT / "src" / "sequence_models" / "theory").glob(f"{stem}*.py"))
    return [
        last_line(function)
        for source in sources
        for function in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
    ]


def last_line(function):
    return (ast.get_docstring(function) or function.name).splitlines()[-1]


@pytest.mark.parametrize("path", MATH, ids=NAMES.get)
def test_every_numbered_result_is_one_function_and_the_reverse(path):
    _, stem = path.stem.split("_", 1)
    expected = [f"Result {number}, math/{path.name}." for number in results(path)]
    assert cited(stem) == expected


@pytest.mark.parametrize("path", MATH, ids=NAMES.get)
def test_results_are_numbered_in_order_under_their_note(path):
    note = int(path.stem[:2])
    assert results(path) == [f"{note}.{k}" for k in range(1, len(results(path)) + 1)]
    assert "## The model" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MATH, ids=NAMES.get)
def test_every_equation_that_the_code_cites_exists(path):
    label = rf"\(({int(path.stem[:2])}\.[a-z]+)\)"
    labels = re.findall(rf"\\qquad {label}", path.read_text(encoding="utf-8"))
    sources = (ROOT / "src" / "sequence_models").rglob("*.py")
    used = {number for source in sources for number in re.findall(label, source.read_text())}
    assert len(labels) == len(set(labels))
    assert used <= set(labels)


def test_every_theory_belongs_to_a_derivation():
    files = (ROOT / "src" / "sequence_models" / "theory").glob("[a-z]*.py")
    stems = {path.stem.partition("_")[0] for path in files}
    assert stems <= {path.stem.split("_", 1)[1] for path in MATH}


def test_the_derivations_hold_no_python():
    assert not list((ROOT / "math").rglob("*.py"))  # a package named math would hide Python's own


@pytest.mark.parametrize("path", WRITTEN, ids=NAMES.get)
def test_every_formula_can_be_typeset(path):
    formulas = [
        (line, token.content.strip())
        for line, token in walk(path)
        if token.type.startswith("math") or (token.type == "fence" and token.info == "math")
    ]
    assert not [
        f"{NAMES[path]}:{line}: {formula}: {fault}"
        for line, formula in formulas
        if (fault := typesetting_fault(formula))
    ]


INLINE = re.compile(r"(?<!\$)\$(?!\$)([^$`\n]+)\$(?!\$)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


@pytest.mark.parametrize("path", WRITTEN, ids=NAMES.get)
def test_no_formula_within_a_line_has_what_markdown_takes_for_an_escape(path):
    prose = FENCED.sub("", path.read_text(encoding="utf-8"))
    assert [formula for formula in INLINE.findall(prose) if ESCAPED.search(formula)] == []


def test_an_escape_within_a_line_is_noticed():
    formulas = INLINE.findall(r"With $a \, b$ and $\|a\|$ and $\alpha_{ij}$, `$x$` or $$y$$.")
    assert [bool(ESCAPED.search(formula)) for formula in formulas] == [True, True, False, False]


def typesetting_fault(formula):
    """What the report's typesetter says of a formula that it cannot set; nothing otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            MathTextParser("path").parse("$" + " ".join(formula.split()) + "$")
        except Exception as fault:
            return str(fault).strip().splitlines()[-1]


def test_a_formula_that_cannot_be_typeset_is_noticed():
    assert typesetting_fault(r"\lVert x \rVert")
    assert not typesetting_fault(r"\| x \|")


@pytest.mark.parametrize("path", MARKDOWN, ids=NAMES.get)
def test_every_relative_link_leads_somewhere(path):
    targets = [
        (line, token.attrs.get("href") or token.attrs.get("src")) for line, token in walk(path)
    ]
    assert not [
        f"{NAMES[path]}:{line}: {target}: {fault}"
        for line, target in targets
        if target and not re.match(r"[a-z]+:", target) and (fault := link_fault(path, target))
    ]


def link_fault(path, target):
    """What is missing where a relative link points; nothing when all is there."""
    name, _, heading = target.partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.exists():
        return "no such file"
    if heading and file.suffix == ".md" and heading not in anchors(file):
        return "no such heading"


def test_a_link_that_leads_nowhere_is_noticed():
    assert link_fault(MATH[0], "nowhere.md") == "no such file"
    assert link_fault(MATH[0], "#nowhere") == "no such heading"
    assert not link_fault(MATH[0], f"../math/{MATH[0].name}#the-model")


@cache
def anchors(path):
    """The fragments that GitHub gives to a file's headings."""
    lines = [
        "".join(child.content for child in inline.children if child.type in {"text", "code_inline"})
        for opening, inline in zip(tokens(path), tokens(path)[1:], strict=False)
        if opening.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("path", DIAGRAMS, ids=NAMES.get)
def test_a_diagram_is_a_described_picture_without_a_script(path):
    picture = ElementTree.parse(path).getroot()
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert {"title", "desc"} <= tags
    assert not tags & {"script", "foreignObject", "image"}
    assert "://" not in path.read_text().replace("http://www.w3.org/2000/svg", "")
