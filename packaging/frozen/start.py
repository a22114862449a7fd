"""Where a frozen build begins: the command line, in a process that may also be a child of itself."""

import multiprocessing
import os

from tocsin.cli import main


def _leave_the_systems_programs_alone() -> None:
    """Give what this program starts (a browser) the libraries of the system: ours were found by now."""
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    _leave_the_systems_programs_alone()
    main()
