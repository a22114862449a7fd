"""Touches the network, and turns what it says into values."""
