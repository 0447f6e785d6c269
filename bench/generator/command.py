"""Fill an empty register with a made-up one, to measure it or to try it out."""

from __future__ import annotations

import logging
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ropa.actions.refusal import Refused
from ropa.database.statistics import gather_statistics
from ropa.digits import whole_number
from ropa.documents.heads import HEADS_LOGGER
from ropa.imports.problems import CannotLoad
from ropa.models import Notice, Organisation, ProcessingActivity, Team, Version

from . import register as generated
from .filling import NotEmpty, fill
from .plans import MOST_ACTIVITIES

DEFAULT_ACTIVITIES, DEFAULT_SEED = 100, 1
CONFIRM_OPTION = "--yes-fill-this-register"


class Command(BaseCommand):
    """`python -m bench.generate [--activities N] [--seed S] [--no-approve] [--notices M]`."""

    help = (
        "Fill an empty register with made-up entries, about 30 parts each, for measuring and "
        "trying out. The same number and seed always make the same register."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--activities",
            type=_whole_number_between(1, MOST_ACTIVITIES),
            default=DEFAULT_ACTIVITIES,
            metavar="N",
            help=f"how many entries: up to {MOST_ACTIVITIES:,} (default {DEFAULT_ACTIVITIES})",
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=DEFAULT_SEED,
            metavar="S",
            help=f"any whole number; another one makes another register (default {DEFAULT_SEED})",
        )
        parser.add_argument(
            "--approve",
            action=BooleanOptionalAction,
            default=True,
            help="approve the entries and publish the notices, or leave all of them drafts",
        )
        parser.add_argument(
            "--notices",
            type=_whole_number_between(0, generated.MOST_NOTICES),
            metavar="M",
            help=f"how many notices, at most: up to {generated.MOST_NOTICES} (default: one for "
            f"every {generated.ENTRIES_IN_A_NOTICE} entries)",
        )
        parser.add_argument(
            CONFIRM_OPTION,
            action="store_true",
            dest="in_earnest",
            help="fill it although this is an installation in earnest (DEBUG is off)",
        )

    def handle(
        self,
        *args: Any,
        activities: int,
        seed: int,
        approve: bool,
        notices: int | None,
        in_earnest: bool,
        **options: Any,
    ) -> None:
        if not (settings.DEBUG or in_earnest):
            raise CommandError(
                "This would fill a register in earnest with made-up entries, and what is approved "
                f"cannot be deleted. Set DEBUG=1, or add {CONFIRM_OPTION} if you are sure."
            )
        number = generated.usual_notices(activities) if notices is None else notices
        register = generated.GeneratedRegister(activities, seed, number)
        steps = activities * 2 + number if approve else activities
        try:
            with _quiet_heads_log(), tqdm(total=steps, disable=None) as bar:
                fill(register, approve=approve, progress=_progress_on(bar))
            gather_statistics()
        except NotEmpty as error:
            raise CommandError(
                f"{error} What to do: name an empty database, for example "
                "DATABASE_URL=sqlite:///var/generated.sqlite3, run manage.py migrate, and then "
                "this command."
            ) from error
        except (CannotLoad, Refused) as error:
            raise CommandError(f"Nothing was generated.\n{error}") from error
        self.stdout.write(
            f"Entries: {ProcessingActivity.objects.count()}, notices: {Notice.objects.count()}, "
            f"organisations: {Organisation.objects.count()}, teams: {Team.objects.count()}, "
            f"versions: {Version.objects.count()}."
        )


def _whole_number_between(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        given = whole_number(text, most)
        if given is not None and given >= least:
            return given
        raise ArgumentTypeError(f"“{text}” is not a whole number from {least} to {most}.")

    return number


def _progress_on(bar: tqdm) -> Callable[[str, int], None]:
    def show(done: str, number: int) -> None:
        bar.set_description(done, refresh=False)
        bar.update(number)

    return show


@contextmanager
def _quiet_heads_log() -> Iterator[None]:
    """There would be thousands; the file has them."""
    heads = logging.getLogger(HEADS_LOGGER)
    level = heads.level
    heads.setLevel(logging.WARNING)
    try:
        yield
    finally:
        heads.setLevel(level)
