"""Tocsin rings once for each news story about what you follow."""

__version__ = "0.1.0"
