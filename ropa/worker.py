"""The web application as each process of the server loads it.

Ctrl-C in a terminal reaches every process of the server at once, and the first one also tells the
others to stop. A process of granian 2.8 that is told twice can hang, so the others leave Ctrl-C to
the first.
"""

import signal

from ropa.wsgi import application

__all__ = ["application"]

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
