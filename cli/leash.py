"""Becomes another program that ends when its parent does: `python -m cli.leash PARENT PROGRAM ARGUMENT …`.

A parent that is killed outright cannot stop its children; on Linux the kernel does it for us. Where that does not exist
the program runs all the same, and only a parent that ends in order stops it.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tie_to_parent(parent: int) -> None:
    """The kernel sends SIGTERM when the parent's starting thread ends. Exits at once if that has already happened."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def main() -> None:
    _, parent, program, *arguments = sys.argv
    tie_to_parent(int(parent))
    os.execv(program, [program, *arguments])  # noqa: S606 -- the program is one of our own


if __name__ == "__main__":
    main()
