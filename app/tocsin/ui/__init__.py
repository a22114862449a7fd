"""Touches the screen; the only folder that knows Qt."""
