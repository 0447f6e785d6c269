"""What a worker does for mail."""

from __future__ import annotations

from datetime import time, timedelta

from ropa.background import SOON, enqueue, task
from ropa.background.schedule import daily, run_every

from . import delivery, retention

# Of all who ask for it while it waits, the first has asked for all.
KEY = "mail:deliver"


@task(title="Deliver mail")
def deliver_mail() -> None:
    """Deliver whatever waits in the outbox and is due, and come back for what is tried again."""
    again_at = delivery.deliver()
    if again_at is not None:
        enqueue(deliver_mail.using(run_after=again_at), key=f"{KEY}:{again_at:%Y-%m-%dT%H:%M}")


@task(title="Remove mail that was sent long ago")
def forget_mail() -> int:
    """Remove what was sent or given up long ago, and return how many messages that were."""
    return retention.forget()


def ask_for_delivery() -> None:
    """Have the outbox delivered soon."""
    enqueue(deliver_mail, key=KEY, priority=SOON)


# Should the process have ended between the commit and the question above.
run_every(timedelta(minutes=10), deliver_mail)
daily(time(3), forget_mail)
