"""What a capable model answered for the sample, replayed: one file for each question, named by the question's mark.

A question's mark is made of what it asks about (the article's text, the lines of a story), so that an answer is found
as long as that is asked. To make new ones, run the sample against a model and keep each answer under its question's name.
"""

import json
import re
from pathlib import Path
from typing import Any

RECORDINGS = Path(__file__).parent / "data" / "recordings"
_MARK = re.compile(r"^=== (article|story|edition) ([0-9a-f]{8}) ===$", re.MULTILINE)


def name_of(request: dict[str, Any]) -> str:
    """Return the name under which the answer to a request is recorded."""
    found = _MARK.search(str(request["messages"][1]["content"]))
    assert found is not None, "a question without a mark"
    return f"{found[1]}-{found[2]}"


def recorded(request: dict[str, Any]) -> str:
    """Return the recorded answer; an empty object, which fits no schema, where there is none."""
    path = RECORDINGS / f"{name_of(request)}.json"
    return path.read_text(encoding="utf-8").strip() if path.exists() else "{}"


def was_recorded(body: bytes) -> bool:
    """Tell whether there is a recorded answer to the body of a request."""
    return (RECORDINGS / f"{name_of(json.loads(body))}.json").exists()
