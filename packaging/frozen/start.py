"""Where a frozen build begins: the command line, in a process that may also be a child of itself."""

import multiprocessing
import os

from tocsin.cli import main
from tocsin.desktop.program import give_back_libraries

if __name__ == "__main__":
    multiprocessing.freeze_support()
    give_back_libraries(os.environ)
    main()
