"""Touches the operating system: notices, secrets, paths."""
