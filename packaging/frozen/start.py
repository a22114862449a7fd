"""Where a frozen build begins: the command line, in a process that may also be a child of itself."""

import multiprocessing

from tocsin.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
