"""Decides; touches nothing: no clock, no disk, no network."""
