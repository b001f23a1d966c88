"""A project of many modules, whose sources measurements depend on in every way there is."""

import importlib
from pathlib import Path
from textwrap import dedent

import pytest

from pytest_claims.measuring.sources import Sources

FILES = {
    "conftest.py": "import building\n",
    "claims/conftest.py": "def helper():\n    import helping\n",
    "building.py": "",
    "helping.py": "",
    "lab/__init__.py": "from lab.other import spare\n",
    "lab/probes.py": """
        import beside
        from second import more
        from lab.middle import twice

        def score(*, seeds):
            from .lazy import late
            return twice(late(seeds))
    """,
    "lab/middle.py": "from .deep import twice\n",
    "lab/deep.py": "def twice(x): return 2 * x\n",
    "lab/lazy.py": "def late(x): return x\n",
    "lab/other.py": "def spare(): pass\n",
    "second/__init__.py": "",
    "second/more.py": "import space.inner.part\n",
    "space/inner/part.py": "",
    "beside.py": "",
    "flat_probes.py": "import flat_models\ndef probe(*, seeds): return flat_models.LEVEL\n",
    "flat_models.py": "LEVEL = 5\n",
    "models.py": """
        import bases
        import optimisers

        class Low(bases.Base):
            optimiser = optimisers.Descent

        class High(Low):
            pass
    """,
    "bases.py": "class Base: pass\n",
    "optimisers.py": "class Descent: pass\n",
    "tasks.py": """
        from dataclasses import dataclass

        @dataclass(frozen=True)
        class Task:
            noise: object = None
    """,
    "noises.py": """
        from dataclasses import dataclass

        @dataclass(frozen=True)
        class Noise:
            level: float = 1.0
    """,
    "loading.py": """
        import importlib

        def named(*, seeds): return importlib.import_module("plugin").answer(seeds)
    """,
    "guessing.py": """
        from importlib import import_module

        def probe(*, seeds, name="plug" + "in"): return import_module(name).answer(seeds)
    """,
    "plugin.py": "def answer(seeds): return seeds\n",
    "acting/__init__.py": "from acting.api import start\n",
    "acting/api.py": "import acting.patch\ndef start(): pass\n",
    "acting/patch.py": "import acting.state\nacting.state.LEVEL = 9\n",
    "acting/state.py": "LEVEL = 1\n",
    "acting/probes.py": "from acting.state import LEVEL\ndef probe(*, seeds): return LEVEL\n",
    "acting/alone.py": "def probe(*, seeds): return seeds\n",
    "facade/__init__.py": "from facade.one import first\nfrom facade.two import second\n",
    "facade/one.py": "def first(): pass\n",
    "facade/two.py": "def second(): pass\n",
    "by_name.py": "from facade import first\ndef probe(*, seeds): return first()\n",
    "away/hidden.py": "LEVEL = 1\n",
    "on_a_longer_path.py": """
        def probe(*, seeds):
            import sys
            sys.path.append("away")
            import hidden
    """,
}


class Folder:
    """The project on disk, its modules importable."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.monkeypatch = monkeypatch
        self.importable("")

    def importable(self, name: str) -> None:
        """Put a folder of it on the path."""
        self.monkeypatch.syspath_prepend(str(self.root / name))

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def edit(self, name: str) -> None:
        path = self.root / name
        path.write_text(path.read_text(encoding="utf-8") + "\nedited = 1\n", encoding="utf-8")

    def get(self, target: str):
        """The object at ``module:attribute``."""
        module, _, attribute = target.partition(":")
        importlib.invalidate_caches()
        return getattr(importlib.import_module(module), attribute)

    def sources(self, **settings) -> Sources:
        """As a new run would read them."""
        common = [self.root / "conftest.py", self.root / "claims" / "conftest.py"]
        return Sources(
            [path for path in common if path.exists()],
            root=self.root,
            claims=self.root / "claims",
            **settings,
        )
