"""The ways to ring: each takes a notice and says what became of it."""
