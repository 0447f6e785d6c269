"""A version as JSON: what is public of its document, and what it is a version of."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

from ropa.documents.classification import Document, public_part

from .published_versions import ReadableVersion


def version_json(reading: ReadableVersion, document: Document) -> JsonResponse:
    """Return the public part of the document of a version; 410 if the version ended it."""
    version = reading.version
    if not version.is_in_force:
        gone = {"ended": version.created_at, "change_note": version.change_note}
        return JsonResponse(gone, status=HTTPStatus.GONE)
    content = {
        "version": version.number,
        "schema_version": version.schema_version,
        "digest": version.digest,
        "published": version.created_at,
        "change_note": version.change_note,
        "document": public_part(document),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
