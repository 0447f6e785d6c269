"""Take a starter pack as drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.imports.problems import CannotLoad
from ropa.management.importing_person import importing_person
from ropa.models import Team
from ropa.packs.editions import standings
from ropa.packs.reading import Pack, read_packs
from ropa.packs.taking import PackChoice, problems_of, take, taking_plan


class Command(BaseCommand):
    """`manage.py take_pack [PACK --team CODE [--without KEY ...]] [--renew] [--dry-run]`."""

    help = (
        "Take the entries of a starter pack as drafts: all of them, or nothing. What is there "
        "already is left alone. Without a pack, say which there are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", nargs="?", default="", metavar="PACK")
        parser.add_argument("--team", default="", metavar="CODE", help="who keeps the entries")
        parser.add_argument(
            "--without", nargs="+", default=[], metavar="KEY", help="entries that are not taken"
        )
        parser.add_argument(
            "--renew",
            action="store_true",
            help="bring entries that nobody has changed to this edition of the pack",
        )
        parser.add_argument("--by", default="", metavar="USERNAME", help="who takes it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        packs = read_packs().packs
        if not options["pack"]:
            for each in packs.values():
                self.stdout.write(f"{each.code}: {each.name}, {len(each.entries)} entries")
            return
        if (pack := packs.get(options["pack"])) is None:
            raise CommandError(
                f"There is no pack “{options['pack']}”. Packs are: {', '.join(packs)}."
            )
        choice, by = _choice(pack, options), importing_person(options["by"])
        plan = taking_plan(choice, read_packs())
        for key, entry in plan.entries.items():
            self.stdout.write(f"{plan.references[key]} {entry.title}")
        added = f"Entries: {len(plan.entries)}, reference rows added: {len(plan.needed.new)}."
        if options["dry_run"]:
            if problems := problems_of(plan, by=by):
                raise CommandError("\n".join(map(str, problems)))
            self.stdout.write(f"Nothing was taken. It would be: {added}")
            return
        if plan.entries:
            try:
                take(plan, by=by)
            except CannotLoad as error:
                raise CommandError(f"Nothing was taken.\n{error}") from error
        self.stdout.write(f"Taken as drafts. {added}")


def _choice(pack: Pack, options: dict[str, Any]) -> PackChoice:
    team = Team.objects.select_related("organisation").filter(code=options["team"]).first()
    if team is None:
        raise CommandError(
            f"There is no team “{options['team']}”. Say --team with the code of the team that "
            "keeps the entries."
        )
    if unknown := set(options["without"]) - pack.by_key.keys():
        raise CommandError(
            f"The pack has no entry {', '.join(sorted(unknown))}. Entries are: "
            f"{', '.join(pack.by_key)}."
        )
    keys = [key for key in pack.by_key if key not in options["without"]]
    there = standings(pack, team.organisation) if options["renew"] else {}
    return PackChoice(pack, team.organisation, dict.fromkeys(keys, team), frozenset(there))
