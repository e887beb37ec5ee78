"""The memory across days: what was said to be wanted, at odds or expected, and what became of it. Pure."""
