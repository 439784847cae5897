"""Become another programme that the kernel kills when its parent is gone: `leash.py PARENT_PID COMMAND…` (Linux).

A script of its own, because a hook between fork and exec is unsafe in a process that has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main() -> None:
    """Tie this process to its parent, then turn into the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the leash was on
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # no shell is wanted here


if __name__ == "__main__":
    main()
