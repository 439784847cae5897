"""How the tests run, whatever started them: no time is tested, and Ctrl-C reaches the commands that they start."""

import signal

from hypothesis import settings

settings.register_profile("copydesk", deadline=None)
settings.load_profile("copydesk")

# A shell starts what runs in its background with the signal ignored, and a process hands that on to its children.
signal.signal(signal.SIGINT, signal.default_int_handler)
