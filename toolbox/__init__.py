"""Which digital tool a small firm should adopt first, what comes next, what it costs, and why."""

__version__ = "0.1.0"
