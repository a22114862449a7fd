"""The background process: rounds, wishes, events."""
