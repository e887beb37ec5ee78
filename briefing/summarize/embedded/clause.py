"""A clause of a sentence: where it stands, how it hangs on what precedes it, and who its subject is."""

from enum import StrEnum
from typing import NamedTuple


class Link(StrEnum):
    """How a clause hangs on what stands before it."""

    MAIN = "main"
    COORDINATE = "coordinate"
    CONTENT = "content"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    TAIL = "tail"


class Clause(NamedTuple):
    """Tokens ``first`` up to, not including, ``last``. ``subject`` is a range of tokens, perhaps of an
    earlier clause; ``verb`` the position of the first word of the finite verb."""

    first: int
    last: int
    link: Link
    subject: tuple[int, int] | None = None
    verb: int | None = None
