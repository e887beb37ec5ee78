"""How often the interpreter looks for garbage while a day is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OF_THE_YOUNG = (10_000, 10)
_NEVER = 1_000_000


@contextmanager
def only_young_garbage() -> Iterator[None]:
    """Look for garbage only among what was made lately.

    What a day has read lives to its end. The interpreter would go through all of it whenever that has grown by a quarter,
    and find nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_OF_THE_YOUNG, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
