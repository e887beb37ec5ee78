"""The data that comes with the package: word lists, the gazetteer, the engine's weights, labels, the sample."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any


def text(name: str) -> str:
    """Return the text of the data file ``name``. Raises ``OSError`` where there is none."""
    # Loading takes a tenth less than with importlib.resources, which loads the archives and temporary files it may need.
    return (get_data(__name__, name) or b"").decode("utf-8")


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return what the data file ``name``.toml holds."""
    return tomllib.loads(text(f"{name}.toml"))
