"""What all tests share: programs that may be missing, and how Hypothesis looks for counter-examples."""

from __future__ import annotations

import importlib
import os
import shutil
from types import ModuleType
from typing import NoReturn

import pytest
from hypothesis import settings

EVERYTHING = os.environ.get("STATUSPAGE_TESTS") == "all"
"""Whether nothing may be left out; `.ci/run` asks for that, a newcomer's `make test` does not."""

# A busy machine is not a failure; and what CI finds must be found again by whoever looks into it.
settings.register_profile("house", deadline=None, derandomize=EVERYTHING)
settings.load_profile("house")


def needs(program: str) -> str:
    """The path of a program a test uses; without it the test is left out, or fails where nothing may be."""
    # Debian keeps servers where only root looks by itself.
    path = shutil.which(program) or shutil.which(program, path="/usr/local/sbin:/usr/sbin")
    return path or _missing(f"the program {program} is not installed")


def needs_library(name: str) -> ModuleType:
    """An optional library a test uses; without it the test is left out, or fails where nothing may be."""
    try:
        return importlib.import_module(name)
    except ImportError:
        _missing(f"the library {name} is not installed")


def _missing(what: str) -> NoReturn:
    if EVERYTHING:
        pytest.fail(f"{what}, and STATUSPAGE_TESTS=all leaves nothing out", pytrace=False)
    pytest.skip(what)


@pytest.fixture(name="needs", scope="session")
def _needs() -> object:
    """`needs` as a fixture, for tests that would rather not import it."""
    return needs
