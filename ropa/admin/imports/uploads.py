"""Taking a file from a browser, and no more of it than may be imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from ropa.imports.problems import CannotLoad, refusal_of_file
from ropa.imports.reading import limits
from ropa.imports.uploads import accept_upload, too_large_message
from ropa.models import RegisterImport

FILE = "file"
_TOO_LARGE = "_file_too_large"
NO_FILE = "Choose a file."


class _Limited(FileUploadHandler):
    """Stops when the files of a request are larger than one may be. What follows is read to its
    end and kept nowhere, so that the browser hears the answer."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > limits.FILE_SIZE:
            setattr(self.request, _TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def takes_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take files within the limit."""
    protected = csrf_protect(view)

    # What protects against forgery reads the whole request, so the limit must be set before.
    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, _Limited(request))
        return protected(request, *args, **kwargs)

    return taking


def error_sentences(error: CannotLoad) -> list[str]:
    """Return what is wrong with a file, with the row where that is known."""
    return [str(each) if each.place.row else each.says for each in error.problems]


def uploaded_import(request: HttpRequest, corrects: RegisterImport | None = None) -> RegisterImport:
    """Return the import of the file that was sent. Raises `CannotLoad` with what is wrong."""
    # Looking for the file is what reads the request.
    file: Any = request.FILES.get(FILE)
    if getattr(request, _TOO_LARGE, False):
        raise refusal_of_file(FILE, too_large_message())
    if not isinstance(file, UploadedFile):
        raise refusal_of_file(FILE, NO_FILE)
    user: Any = request.user
    return accept_upload(file.file, file.name or "", by=user, corrects=corrects)  # type: ignore[arg-type]
