"""What a project's settings say of all its measurements."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import getfile
from pathlib import Path

from pluggy import HookImpl

from pytest_claims.measuring.sources import Sources
from pytest_claims.settings import Settings


def sources_of(settings: Settings, builders: Iterable[HookImpl] = ()) -> Sources:
    """The sources of a project.

    Common to all measurements are whatever builds models, a plugin say, and each conftest.py
    from the root to the claims.
    """
    claims = settings.root / settings.claims
    folders = [f for f in (claims, *claims.parents) if f.is_relative_to(settings.root)]
    common = [folder / "conftest.py" for folder in folders]
    common += [Path(getfile(builder.function)) for builder in builders]
    return Sources(
        [path for path in common if path.exists()],
        root=settings.root,
        claims=claims,
        environment=settings.environment,
    )


def versions(settings: Settings) -> tuple[dict[str, str], set[Path]]:
    """Versions of the distributions that the claims import, and the files that they import and
    that count by their content.
    """
    sources = sources_of(settings)
    claims = (settings.root / settings.claims).glob("*.py")
    return dict(sorted(sources.of_files(claims).distributions.items())), sources.followed
