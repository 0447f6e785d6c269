from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import register


class RopaConfig(AppConfig):
    default = True
    name = "ropa"
    verbose_name = "Record of processing"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_delete, post_migrate

        from . import description_checks, permissions, settings_checks, system_checks
        from .accounts import checks, signals
        from .database import limits
        from .documents.damage import damage_found
        from .monitoring import accounts, sign_ins
        from .notifications.recording import tell_of_damage
        from .public.pdf import new_versions
        from .read_model import upgrading
        from .standings import changes

        register(system_checks.heads_are_kept)
        register(system_checks.search_can_be_made)
        register(system_checks.pdfs_can_be_made)
        register(system_checks.address_is_known)
        register(settings_checks.settings_agree)
        register(description_checks.the_record_is_described)
        register(checks.second_factor_roles_exist)
        accounts.connect()
        sign_ins.connect()
        connection_created.connect(limits.set_limits, dispatch_uid="ropa.set_limits")
        new_versions.connect()
        post_migrate.connect(upgrading.after_migrating, sender=self, dispatch_uid="ropa.read_model")
        damage_found.connect(tell_of_damage, dispatch_uid="ropa.tell_of_damage")
        post_delete.connect(permissions.forget_grants, dispatch_uid="ropa.forget_grants")
        signals.connect()
        changes.connect()


class StaffConfig(AdminConfig):
    """The staff interface: Django's admin with the register's own site."""

    default = False
    default_site = "ropa.site.StaffSite"
