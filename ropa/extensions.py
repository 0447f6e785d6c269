"""How an application that stands on the register adds to it: it says once what it adds.

The register knows of no such application. One is named in the setting `EXTENSIONS` and registers an
`Extension` when Django starts; each room of the register then finds what concerns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ropa.api.extension_resources import ExtensionResources as Resources
from ropa.api.extension_resources import register_resources
from ropa.documents.annexes import AnnexBuilder, register_annex
from ropa.documents.remarks import RemarkMaker, register_remarks
from ropa.models.base import Recorded
from ropa.public.areas import Area, register_area
from ropa.public.extension_pages import ExtensionPages, register_extension_pages
from ropa.public.related_pages import RelatedPages, register_related_pages
from ropa.read_model import Projection
from ropa.read_model import register as register_projection
from ropa.reports.entry_filters import EntryFilter, register_entry_filter
from ropa.serving.middleware import limit_lists_for_programs
from ropa.tables.shapes import register_table
from ropa.tables.sheets import register_sheet_titles


@dataclass(frozen=True)
class Extension:
    """What an application adds to the register. All but its name may be left out.

    - `name`: its label as a Django application, under which its public pages are addressed.
    - `urls`: the module with those addresses, whose `app_name` is the name too.
    - `areas`: its main public pages, in the menus of the site while they have something to show.
    - `projections`: what its pages read, made from the published versions: docs/read-model.md.
    - `pages`: returns its published pages, to be searched and listed in the sitemap.
    - `related_pages`: says in which of them an organisation or a provision has a part.
    - `annexes`: builds what it adds to sections of notices, by key. The template of one is
      `annexes/KEY.html`.
    - `remarks`: says to staff what in an entry does not agree with what it says itself.
    - `resources`: its part of the API.
    - `tables`: its models with rows of their own in files, by name, in the order of loading;
      `sheet_titles` as `ropa.tables.sheets.register_sheet_titles` takes them.
    - `entry_filters`: by what else the entries of a report can be chosen.
    - `demonstration`: a folder of TOML files with what it adds to the demonstration register.
    """

    name: str
    urls: str = ""
    areas: tuple[Area, ...] = ()
    projections: tuple[Projection, ...] = ()
    pages: ExtensionPages | None = None
    related_pages: RelatedPages | None = None
    annexes: Mapping[str, AnnexBuilder] = field(default_factory=dict)
    remarks: RemarkMaker | None = None
    resources: tuple[Resources, ...] = ()
    tables: Mapping[str, type[Recorded]] = field(default_factory=dict)
    sheet_titles: Mapping[str, str] = field(default_factory=dict)
    entry_filters: tuple[EntryFilter, ...] = ()
    demonstration: Path | None = None


_extensions: dict[str, Extension] = {}


def register(extension: Extension) -> None:
    """Tell each room of the register what an application adds. Call it once, from `ready()`."""
    _extensions[extension.name] = extension
    for area in extension.areas:
        register_area(area)
    for projection in extension.projections:
        register_projection(projection)
    if extension.pages:
        register_extension_pages(extension.pages)
    if extension.related_pages:
        register_related_pages(extension.related_pages)
    for key, builder in extension.annexes.items():
        register_annex(key, builder)
    if extension.remarks:
        register_remarks(extension.remarks)
    for resources in extension.resources:
        register_resources(resources)
        limit_lists_for_programs(f"api:v1:{resources.list_name}")
    for name, model in extension.tables.items():
        register_table(name, model)
    register_sheet_titles(extension.sheet_titles)
    for entry_filter in extension.entry_filters:
        register_entry_filter(entry_filter)


def extensions() -> tuple[Extension, ...]:
    """Return every application that was registered."""
    return tuple(_extensions.values())
