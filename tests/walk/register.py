"""A register of two teams, and everybody who asks for its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from ropa import permissions
from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.actions.submitting import submit
from ropa.background import enqueue
from ropa.background.housekeeping import remove_old_jobs
from ropa.documents.status import State
from ropa.imports.starting import Step
from ropa.mail import send
from ropa.models import ContactPoint, Notice, ProcessingActivity, RegisterImport, Team
from ropa.public.register_files import MADE_ONCE, make_register_file
from ropa.read_model import rebuild
from tests.admin.forms import signed_in
from tests.factories import (
    approve,
    make_activity,
    make_agreement,
    make_channel,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_policy_document,
    make_power,
    make_provision,
    make_reachable,
    make_regime,
    make_system,
    make_team,
    make_user,
    publish,
)
from tests.imports.uploading import (
    UNKNOWN,
    after_step,
    checked_import,
    entry_line,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    uploaded_import,
)
from tests.public.pdf.stand_ins import stand_in_for_pdfs

WHY = "Because it is time."


class Register:
    """Rows of two teams in every state, for each parameter that an address can have.

    `own` is what the team keeps for which people work; the first entry and notice of it are also
    given to one person singly.
    """

    def __init__(self) -> None:
        permissions.create_roles()
        self.by = make_user("Approver", username="by")
        self.own, self.other = make_team(), make_team()
        self.rows: dict[str, dict[str, Model]] = {}
        self.successors: dict[str, Model] = {}
        self.states: dict[tuple[type[Model], State, str], Model] = {}
        self.policy_documents: dict[State, Notice] = {}
        for whose, team in (("own", self.own), ("other", self.other)):
            self._of_team(whose, team)
        self._shared()
        self.editor = make_user("Editor", self.own)
        self.imports = {
            whose: self._imports(by) for whose, by in (("own", self.editor), ("other", self.by))
        }
        self.job = enqueue(remove_old_jobs)
        self.message = send(kind="example", to="anna@example.org", subject="x", text="y")
        # What workers make is there already.
        rebuild()
        stand_in_for_pdfs()
        for form in MADE_ONCE:
            make_register_file.call(form)

    def _imports(self, by: User) -> dict[str, RegisterImport]:
        """Imports of files that somebody brought: to be imported, with columns to be chosen, and
        with a name to decide on."""
        choosing = uploaded_import(spreadsheet(entry_line(1)), by, "ours.csv")
        naming = uploaded_import(spreadsheet(entry_line(1, UNKNOWN)), by, "ours.csv")
        mapped(naming, self.own)
        return {
            "ready": checked_import(own_rows(own_entry("RPA-7001", self.own)), by),
            "choosing": choosing,
            "naming": after_step(naming, Step.CHECK, by),
        }

    def _of_team(self, whose: str, team: Team) -> None:
        # A notice needs it, and an entry approved before would have changed by it.
        ContactPoint.objects.get_or_create(
            organisation=team.organisation,
            subject=ContactPoint.Subject.COMPLAINTS,
            defaults={"name": "Complaints", "email": "complaints@example.org"},
        )
        entries: dict[State, Any] = {
            state: make_activity(team=team) for state in (State.DRAFT, State.SUBMITTED)
        }
        submit(subject=entries[State.SUBMITTED], by=self.by, reason=WHY)
        soon = timezone.localdate() + timedelta(days=7)
        entries[State.APPROVED] = make_activity(team=team, review_due_on=soon)
        version = approve(entries[State.APPROVED])
        told = make_activity(team=team)
        approve(told)
        entries[State.RETIRED] = make_activity(team=team)
        approve(entries[State.RETIRED])
        retire_activity(
            activity=entries[State.RETIRED], by=self.by, reason=WHY, change_note="It has ended."
        )
        notices: dict[State, Any] = {
            state: make_notice(told, team=team)
            for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN)
        }
        submit(subject=notices[State.SUBMITTED], by=self.by, reason=WHY)
        for state in (State.PUBLISHED, State.WITHDRAWN):
            publish(notices[state])
        withdraw_notice(
            notice=notices[State.WITHDRAWN], by=self.by, reason=WHY, change_note="It has ended."
        )
        self.policy_documents |= {
            state: make_policy_document(told, team=team)
            for state in (State.DRAFT, State.PUBLISHED, State.WITHDRAWN)
        }
        for state in (State.PUBLISHED, State.WITHDRAWN):
            publish(self.policy_documents[state])
        withdraw_notice(
            notice=self.policy_documents[State.WITHDRAWN],
            by=self.by,
            reason=WHY,
            change_note="It has ended.",
        )
        for of_kind in (entries, notices):
            for state, row in of_kind.items():
                self.states[type(row), state, whose] = row
        regime = make_regime(team=team)
        regime.law.add(make_provision())
        for name, row in {
            "processingactivity": entries[State.DRAFT],
            "notice": notices[State.DRAFT],
            "noticesection": notices[State.DRAFT].sections.get(),
            "version": version,
            "inspectionregime": regime,
            "contactpoint": make_reachable(team.organisation).contact_points.first(),
        }.items():
            self.rows.setdefault(name, {})[whose] = row

    def _shared(self) -> None:
        for make in (
            make_organisation,
            make_channel,
            make_data_category,
            make_people_category,
            make_legislation,
            make_provision,
            make_power,
            make_agreement,
            make_system,
            make_team,
        ):
            row: Model = make()
            name = str(row._meta.model_name)
            self.rows[name] = {"any": row}
            self.successors[name] = make()
        self.rows["user"] = {
            "colleague": make_user("Editor", first_name="Ada"),
            "superuser": make_user("Approver", is_superuser=True),
        }
        # By whom the forms were opened that are posted to change something.
        self.administrator = make_user("Administrator", self.own)
        self.rows["user"]["administrator"] = self.administrator
        self.clerk = signed_in(self.administrator)
        self.superuser = signed_in(make_user("Approver", is_superuser=True))

    def people(self) -> dict[str, Client]:
        """Return a browser for each kind of person, signed in where they can be."""
        known = {person.groups.get().name: person for person in (self.administrator, self.editor)}
        people = {
            role.name: known.get(role.name) or make_user(role.name, self.own)
            for role in permissions.roles()
        }
        left = make_user("Approver", self.own)
        single = make_user("Editor")
        for state in (State.DRAFT, State.SUBMITTED, State.APPROVED, State.RETIRED):
            permissions.give_access(single, self.states[ProcessingActivity, state, "own"])  # type: ignore[arg-type]
        for state in (State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN):
            permissions.give_access(single, self.states[Notice, state, "own"])  # type: ignore[arg-type]
        clients = {
            "Anonymous": Client(),
            "Has left": signed_in(left),
            "Given singly": signed_in(single),
            **{name: signed_in(person) for name, person in people.items()},
        }
        left.is_active = False
        left.save()
        return clients
