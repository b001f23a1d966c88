"""The arrows that import-linter cannot see: claim files, and packages it was not told of."""

import ast
import sys
import tomllib
from inspect import ismodule
from pathlib import Path

import pytest

import pytest_claims

ROOT = Path(__file__).parents[1]
CLAIMS = sorted((ROOT / "claims").glob("*.py"))
CODE = sorted(
    path
    for place in ("src", "tests", "claims", "conftest.py")
    for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
)
MODELS = ROOT / "src" / "sequence_models"
DUNDER = {"__init__", "__pycache__"}
TORCHS_OWN = {"RNN", "GRU", "LSTM", "RNNCell", "GRUCell", "LSTMCell", "LayerNorm", "RMSNorm"}


def imported(path):
    """Every module that a file imports, with the names that it takes from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", [alias.name for alias in node.names]


def contracts():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return pyproject["tool"]["importlinter"]


def test_the_contracts_name_every_package():
    packages = {path.name for path in (ROOT / "src").iterdir() if (path / "__init__.py").exists()}
    layered = {
        name for c in contracts()["contracts"] if c["type"] == "layers" for name in c["containers"]
    }
    assert packages == set(contracts()["root_packages"]) == layered


def test_contributing_lists_every_contract_and_no_other():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = text.partition("The contracts that ")[2].split("\n\n")[1].splitlines()
    assert listed == [f"- {contract['name']}" for contract in contracts()["contracts"]]


@pytest.mark.parametrize("package", ["pytest_claims", "sequence_models"])
def test_every_part_of_a_package_has_its_place(package):
    (layers,) = (c for c in contracts()["contracts"] if c.get("containers") == [package])
    placed = {name.strip(" ()") for layer in layers["layers"] for name in layer.split("|")}
    home = ROOT / "src" / package
    parts = {path.stem for path in home.iterdir() if path.is_dir() or path.suffix == ".py"} - DUNDER
    assert parts == placed
    assert layers["exhaustive"]


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_one_sitting(path):
    if path.parent.name != "claims" or path.parent.parent != ROOT:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", CLAIMS, ids=lambda path: path.name)
def test_a_claim_file_imports_no_torch_and_only_public_names(path):
    for module, names in imported(path):
        package = module.partition(".")[0]
        assert package in {"pytest", "pytest_claims", "sequence_models", *sys.stdlib_module_names}
        if package == "pytest_claims":
            assert module == "pytest_claims"
            assert set(names) <= public(pytest_claims)


def public(module):
    names = vars(module).items()
    return {name for name, value in names if not name.startswith("_") and not ismodule(value)}


def test_nothing_imports_what_is_for_people_only():
    used = {module.partition(".")[0] for path in CODE for module, _ in imported(path)}
    assert not used & {"experiments", "notebooks", "benchmarks"}


@pytest.mark.parametrize(
    "path",
    [path for path in MODELS.rglob("*.py") if "adapters" not in path.parts],
    ids=lambda path: path.relative_to(MODELS).as_posix(),
)
def test_a_model_is_from_scratch(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"nn", "torch.nn", "F"}
    }
    taken = {name for module, names in imported(path) if module == "torch.nn" for name in names}
    ready_made = {
        name
        for name in used | taken
        if name in TORCHS_OWN
        or name.startswith(
            ("Transformer", "MultiheadAttention", "scaled_dot_product", "layer_norm")
        )
    }
    assert not ready_made
