"""The demonstration: a throw-away profile and a small server with sample news."""
