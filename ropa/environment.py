"""Settings read from environment variables, checked as they are read.

Every function raises ImproperlyConfigured, with one sentence for the person who set the
variable, when its value cannot be used. No message repeats a password.
"""

import os
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, OperationalError, ProgrammingError

from ropa.digits import whole_number

ON = {"1", "true", "yes", "on"}
OFF = {"", "0", "false", "no", "off"}

# Writers wait for up to 60 seconds instead of failing at once: with Django's defaults a
# transaction that first reads and then writes is refused as soon as two of them meet. It is no
# queue: who waits asks again every tenth of a second, and may find that somebody else came first.
# Of eight who published without a pause on a busy machine, each holding the database for a tenth
# of a second, one waited for 26. A late answer is better than a decision to be taken again.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
# A server that went away without a word, as a machine does whose power fails, is noticed: after 5
# seconds by who connects, after 25 by who waits for an answer.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
ORIGIN = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
HOST_AND_PORT = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>[0-9]{1,5})")
POSTGRESQL_SCHEMES = {"postgres", "postgresql"}


def text(name: str, default: str = "") -> str:
    """Return the variable without the space around it, or the default when it is empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Return whether a yes-or-no variable is on; one that is not set is off."""
    value = os.environ.get(name, "").strip().lower()
    if value not in ON | OFF:
        raise ImproperlyConfigured(f"{name} is set to “{value}”: set it to 1 (on) or 0 (off).")
    return value in ON


def words(name: str) -> list[str]:
    """Return the values of a variable that lists them with commas between."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def extensions(name: str, default: list[str]) -> list[str]:
    """Return the applications that a variable lists with commas between; `none` is none of them."""
    found = words(name) or default
    if found == ["none"]:
        return []
    for application in found:
        if not application.isidentifier() or find_spec(application) is None:
            raise ImproperlyConfigured(
                f"{name} names “{application}”, which is not installed: list applications with "
                "commas between, or say none."
            )
    return found


def origin(name: str) -> str:
    """Return the address of a site without a path, such as https://register.example.org; a
    variable that is not set is empty."""
    value = text(name).rstrip("/")
    if value and not ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} is set to “{value}”: set it to the address of the site without a path, for "
            "example https://register.example.org."
        )
    return value


def host_and_port(name: str) -> tuple[str, int] | None:
    """Return the host and the port of an address such as 127.0.0.1:9100 or [::1]:9100; None if
    the variable is not set."""
    value = text(name)
    if not value:
        return None
    match = HOST_AND_PORT.fullmatch(value)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise ImproperlyConfigured(
            f"{name} is set to “{value}”: set it to a host and a port, for example 127.0.0.1:9100."
        )
    return match["host"].strip("[]"), int(match["port"])


def seconds(name: str, default: int = 0) -> int:
    """Return a number of seconds, or the default for a variable that is not set."""
    value = text(name, str(default))
    number = whole_number(value)
    if number is None:
        raise ImproperlyConfigured(
            f"{name} is set to “{value}”: set it to a whole number of seconds."
        )
    return number


@dataclass(frozen=True)
class Grant:
    """What a value of a claim gives: a role and, where it is given for one, a team by its code."""

    role: str
    team: str = ""


def role_grants(name: str) -> dict[str, list[Grant]]:
    """Return what each value of a claim gives, from a variable such as
    “ropa-approvers=Approver,parking-editors=Editor:parking”."""
    grants: dict[str, list[Grant]] = {}
    for word in words(name):
        value, _, given = word.rpartition("=")
        role, _, team = given.partition(":")
        if not value.strip() or not role.strip():
            raise ImproperlyConfigured(
                f"{name} holds “{word}”: write a value of the claim, “=” and a role, and after a "
                "colon the code of a team, for example parking-editors=Editor:parking."
            )
        grants.setdefault(value.strip(), []).append(Grant(role.strip(), team.strip()))
    return grants


def require_together(name: str, needed: dict[str, str], *, is_on: bool) -> None:
    """Raise ImproperlyConfigured when a variable is set and others that it needs are not."""
    absent = [other for other, value in needed.items() if not value]
    if is_on and absent:
        raise ImproperlyConfigured(f"{name} is set, so {' and '.join(absent)} must be set too.")


def number(name: str, default: int, *, least: int = 1) -> int:
    """Return a whole number that is not less than `least`; the default when it is not set."""
    value = text(name, str(default))
    number = whole_number(value)
    if number is None or number < least:
        raise ImproperlyConfigured(
            f"{name} is set to “{value}”: set it to a whole number, {least} or more."
        )
    return number


def contact(name: str) -> str:
    """Return where somebody is reached, as a URI: mailto: for an address, or https://. A variable
    that is not set is empty."""
    value = text(name).removeprefix("mailto:")
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", value):
        return f"mailto:{value}"
    if value and not re.fullmatch(r"https://[^\s]+", value):
        raise ImproperlyConfigured(
            f"{name} is set to “{value}”: set it to a mail address, for example "
            "security@example.org, or to a page that begins with https://."
        )
    return value


def database(base: Path) -> dict[str, Any]:
    """Return Django's settings for the database that DATABASE_URL names.

    Without the variable it is the SQLite file var/register.sqlite3 under `base`, whose folder
    is made here. A relative SQLite path is taken from `base`, wherever the command was run.
    """
    url = text("DATABASE_URL")
    if not url:
        (base / "var").mkdir(exist_ok=True)
        url = "sqlite:///var/register.sqlite3"
    return _database(base, "DATABASE_URL", url)


def replica(base: Path, primary: dict[str, Any]) -> dict[str, Any] | None:
    """Return Django's settings for the copy of `primary` that REPLICA_URL names, or None.

    Connections to it cannot write, and are given up sooner than those to the primary.
    """
    url = text("REPLICA_URL")
    if not url:
        return None
    if not url.startswith(tuple(f"{scheme}://" for scheme in POSTGRESQL_SCHEMES)) or (
        "postgresql" not in primary["ENGINE"]
    ):
        raise ImproperlyConfigured(
            "REPLICA_URL is set, and a replica is a PostgreSQL database that follows the one in "
            "DATABASE_URL: set both to postgres:// addresses, or leave REPLICA_URL out."
        )
    settings = _database(base, "REPLICA_URL", url)
    given = settings["OPTIONS"].get("options", "")
    settings["OPTIONS"] |= {
        "connect_timeout": 2,
        "options": f"{given} -c default_transaction_read_only=on".strip(),
    }
    # Tests that know of one database find the same rows under both names.
    settings["TEST"] = {"MIRROR": "default"}
    return settings


def _database(base: Path, name: str, url: str) -> dict[str, Any]:
    """Return Django's settings for the address in the variable `name`."""
    try:
        scheme = urlsplit(url).scheme
        if scheme != "sqlite" and scheme not in POSTGRESQL_SCHEMES:
            raise ImproperlyConfigured(
                f"{name} must start with postgres:// or sqlite:///, for example "
                "postgres://user:password@host:5432/name or sqlite:///var/register.sqlite3."
            )
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
        if scheme != "sqlite" and {"@", "/"} & set(settings["NAME"]):
            raise ValueError
    except ValueError:
        # Not chained: the original error may hold the address, and with it the password.
        raise ImproperlyConfigured(
            f"{name} cannot be read as an address: write it as "
            "postgres://user:password@host:5432/name, with any of : / ? # @ % in the user name "
            "or password percent-encoded."
        ) from None

    if settings["NAME"] in {"", ":memory:"} or urlsplit(url).path in {"", "/"}:
        raise ImproperlyConfigured(
            f"{name} names no database: add its name after the last “/”, for example "
            "postgres://user@host:5432/register or sqlite:///var/register.sqlite3."
        )

    if scheme == "sqlite":
        if urlsplit(url).netloc or "OPTIONS" in settings:
            raise ImproperlyConfigured(
                f"{name} gives SQLite a server or options, which it does not take: write "
                "sqlite:/// and a path in the project's folder, or sqlite://// and an absolute one."
            )
        settings["NAME"] = base / settings["NAME"]
        settings["OPTIONS"] = SQLITE_OPTIONS
    else:
        # What the address itself says of these goes before.
        settings["OPTIONS"] = POSTGRESQL_OPTIONS | settings.get("OPTIONS", {})
    # On either engine a page costs less to ask for than a connection to open.
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = scheme != "sqlite"
    return settings


def heads_file(base: Path, database: dict[str, Any], *, debug: bool) -> Path | None:
    """Return the file to which the head of each version is added, or None if there is to be none.

    A relative HEADS_FILE is taken from `base`. Without the variable, and while trying the register
    out, it is heads.log beside the SQLite file, or under var/.
    """
    if named := text("HEADS_FILE"):
        return base / named
    if not debug:
        return None
    name = database["NAME"]
    folder = name.parent if isinstance(name, Path) else base / "var"
    folder.mkdir(exist_ok=True)
    return folder / "heads.log"


def explain(error: Exception) -> str | None:
    """Return one sentence for a wrong setting or a database that cannot be used.

    Returns None for every other error: those are faults of the program, and need their traceback.
    """
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    # The exact classes: a broken constraint, for one, is a DatabaseError too.
    if type(error) not in {DatabaseError, OperationalError, ProgrammingError}:
        return None
    # Drivers add lines of advice and of places tried; the last reason given is enough.
    reason = re.split(r"failed: |FATAL: ", str(error).strip())[-1].partition("\n")[0]
    return (
        f"The database cannot be used ({reason.strip().rstrip('.')}): check DATABASE_URL, and that "
        "the database exists, can be reached and has been migrated."
    )
