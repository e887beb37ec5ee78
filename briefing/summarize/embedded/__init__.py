"""The engine that needs no model, no key and no network: rules over an article's own words."""

from briefing.summarize.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
