"""How this program is started once more; looks at how it was started itself."""

from __future__ import annotations

import sys
from pathlib import Path


def itself(folder: Path) -> list[str]:
    """Return how this program is started once more for a profile; a frozen one is its own interpreter."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "tocsin"]
    return [*program, "--profile", str(folder)]
