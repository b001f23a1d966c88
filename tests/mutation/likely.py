"""Which tests are likely to notice a mutant: those that speak of what was changed."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from pathlib import Path

from tests.mutation.mutants import Mutant


class Likely:
    """Words of tests, by their id; a word that many use says little."""

    def __init__(self, root: Path, tests: Iterable[str]) -> None:
        self._root = root
        self._bodies: dict[str, dict[str, str]] = {}
        self._words = {test: words(test.partition("::")[2] + self._body(test)) for test in tests}
        self._used = Counter(word for found in self._words.values() for word in found)

    def score(self, mutant: Mutant, test: str) -> float:
        """How much a test has in common with the changed lines and the function around them."""
        name = mutant.function.rpartition(".")[2]
        line = words(f"{name} {mutant.before} {mutant.after}")
        around = words(_functions(mutant.source).get(name, ""))
        shared = self._words.get(test, set())
        return 2 * self._weight(line & shared) + self._weight(around & shared)

    def _weight(self, found: set[str]) -> float:
        return sum(log(len(self._words) / self._used[word]) for word in sorted(found))

    def _body(self, test: str) -> str:
        file, name = test.partition("::")[0], re.split(r"::|\[", test)[1]
        if file not in self._bodies:
            self._bodies[file] = _functions((self._root / file).read_text())
        return self._bodies[file].get(name, "")


def words(text: str) -> set[str]:
    """The words of names and sentences, without their endings."""
    parts = re.findall(r"[A-Z]?[a-z]{3,}", text)
    return {re.sub(r"(ing|ed|es|s|e)$", "", part.lower()) for part in parts}


@lru_cache(maxsize=8)
def _functions(text: str) -> dict[str, str]:
    return dict(_segments(text, ast.walk(ast.parse(text))))


def _segments(text: str, nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            yield node.name, "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno])
