"""circumspect: a second reader for a clinician's public voice."""

__version__ = "0.1.0"
