from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RopaConfig(AppConfig):
    default = True
    name = "ropa"
    verbose_name = "Record of processing"


class StaffConfig(AdminConfig):
    """The staff interface: Django's admin with the register's own site."""

    default = False
    default_site = "ropa.site.StaffSite"
