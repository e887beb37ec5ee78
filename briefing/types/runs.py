"""What a run did, and what went wrong in it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that went wrong in a run without ending it."""

    stage: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did; ``failures`` decide between the exit codes 0 and 1."""

    tried: int = 0
    answered: int = 0
    collected: int = 0
    summarized: int = 0
    failures: tuple[Failure, ...] = field(default=())
