"""Where measurements are made, by the name under which evidence is known."""

from __future__ import annotations

import pytest

from pytest_claims.settings import Settings

CPU = "cpu"


def device_of(config: pytest.Config, settings: Settings) -> str:
    """What ``--claims-device`` names is here, in the project's words; nobody is asked of the CPU.

    ``UsageError`` where there is none such.
    """
    asked = settings.device
    if asked == CPU:
        return CPU
    told: str | None = getattr(config, "workerinput", {}).get("claims_device")
    if told:
        return told
    try:
        found: str | None = config.hook.pytest_claims_device(device=asked)
    except ValueError as problem:
        raise pytest.UsageError(f"--claims-device {asked}: {problem}") from problem
    if found is None:
        raise pytest.UsageError(
            f"leave out --claims-device {asked}, or implement pytest_claims_device(device) in "
            "conftest.py, which says what that is on this machine: nobody does."
        )
    return found
