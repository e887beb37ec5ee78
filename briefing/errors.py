"""What can go wrong, as a tree.

    BriefingError
    ├── UsageError                       exit 2   a target or an argument that cannot be used
    ├── ConfigError                      exit 2   the configuration file or the environment
    ├── SourceError (source)             noted, the day goes on
    │   ├── FetchError (url, status)
    │   ├── FeedError
    │   ├── ExtractionError
    │   ├── KindError                files of a kind that is not read
    │   ├── MachineError             nothing of it is stored: the next run reads it again
    │   └── SummaryError (why)
    ├── StoreError                       exit 3   ends the run
    │   └── SchemaVersionError
    ├── RenderError                      exit 3   a template that cannot be filled
    └── DeliveryError (channel)          exit 1   the brief stays in the outputs folder

Each message is one line that names the thing and what to do about it, because
the command line prints it as it stands. Anything that is not a ``BriefingError``
is a bug. It ends a command; but one document's is noted as an ``ExtractionError`` (a ``MachineError`` where it is no fault of the document),
one article's as a ``SummaryError``, and one profile's is logged and leaves the others their editions.
"""


class BriefingError(Exception):
    """Base of every error that the product expects and explains."""


class UsageError(BriefingError):
    """A command was given something that it cannot work on."""


class ConfigError(BriefingError):
    """The configuration file or the environment cannot be used."""


class SourceError(BriefingError):
    """One source, or one document of it, could not be read.

    ``source`` is the location as configured, so that a report can name it; what is secret in it is not shown.
    """

    def __init__(self, message: str, *, source: str) -> None:
        super().__init__(message)
        self.source = source


class FetchError(SourceError):
    """An address could not be fetched. ``status`` is the HTTP status, if one was received."""

    def __init__(self, message: str, *, source: str, status: int | None = None) -> None:
        super().__init__(message, source=source)
        self.status = status


class FeedError(SourceError):
    """A feed was fetched and holds nothing that can be read as a feed."""


class ExtractionError(SourceError):
    """A document was read and holds no article."""


class KindError(SourceError):
    """Files of a folder are of a kind that is not read. ``names`` are theirs without their folders, in words, ``why`` says so with the remedy."""

    def __init__(self, paths: str, why: str, *, names: str, source: str) -> None:
        super().__init__(f"{paths}: {why}", source=source)
        self.names, self.why = names, why


class MachineError(SourceError):
    """A document was not read to its end because this machine failed, which says nothing of the document."""


class SummaryError(SourceError):
    """An article was extracted and the engine fails on it; ``why`` is the message without the article's name."""

    def __init__(self, message: str, *, source: str, why: str) -> None:
        super().__init__(message, source=source)
        self.why = why


class StoreError(BriefingError):
    """The store cannot be read or written."""


class SchemaVersionError(StoreError):
    """The store was written by a newer version of the program."""


class RenderError(BriefingError):
    """A template is missing or cannot be filled."""


class DeliveryError(BriefingError):
    """A finished brief could not be handed over by ``channel``."""

    def __init__(self, message: str, *, channel: str) -> None:
        super().__init__(message)
        self.channel = channel
