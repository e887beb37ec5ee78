"""An automated diplomatic briefing in which every line traces to words in a stored article."""

__version__ = "0.1.0"
