"""Asking a language model over HTTP, and coming back with a value whatever the other side does."""
