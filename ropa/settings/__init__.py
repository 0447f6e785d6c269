"""The project's settings, a module a subject. Everything that differs between installations comes
from the environment: README.md lists the variables."""

from .accounts import *  # noqa: F403
from .background import *  # noqa: F403
from .core import *  # noqa: F403
from .database import *  # noqa: F403
from .logs import *  # noqa: F403
from .mail import *  # noqa: F403
from .monitoring import *  # noqa: F403
from .oidc import *  # noqa: F403
from .security import *  # noqa: F403
from .serving import *  # noqa: F403
from .sessions import *  # noqa: F403
from .storage import *  # noqa: F403
