"""EMAIL_URL and MAIL_FROM: what is taken, and the sentence for what is not."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.smtp import EmailBackend
from django.utils.module_loading import import_string

from ropa import environment_mail


def options(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    server = environment_mail.mail_server(Path("/srv/register"))
    assert server is not None
    return server["OPTIONS"]


def test_without_a_url_there_is_no_server(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment_mail.mail_server(Path("/srv/register")) is None


def test_smtp_is_encrypted_by_starttls_unless_that_is_turned_off(monkeypatch):
    found = options(monkeypatch, "smtp://anna%40example.org:p%2Fss@mail.example.org")
    assert (found["host"], found["port"]) == ("mail.example.org", 587)
    assert (found["username"], found["password"]) == ("anna@example.org", "p/ss")
    assert (found["use_tls"], found["use_ssl"]) == (True, False)
    found = options(monkeypatch, "smtp://relay:25?starttls=off")
    assert (found["port"], found["use_tls"], found["use_ssl"]) == (25, False, False)


def test_smtps_is_encrypted_from_the_first_byte(monkeypatch):
    found = options(monkeypatch, "smtps://mail.example.org")
    assert (found["port"], found["use_tls"], found["use_ssl"]) == (465, False, True)


@pytest.mark.parametrize(
    "url", ["smtp://mail.example.org", "smtps://mail.example.org", "smtp://[::1]:25?starttls=off"]
)
def test_the_backend_takes_every_option(monkeypatch, url):
    backend = import_string(environment_mail.SMTP)(alias="server", **options(monkeypatch, url))
    assert isinstance(backend, EmailBackend)
    assert backend.timeout == environment_mail.TIMEOUT


def test_messages_may_go_to_the_console_to_files_or_nowhere(monkeypatch):
    for url, backend in [
        ("console:", environment_mail.CONSOLE),
        ("console://", environment_mail.CONSOLE),
        ("memory:", environment_mail.MEMORY),
    ]:
        monkeypatch.setenv("EMAIL_URL", url)
        assert environment_mail.mail_server(Path("/srv")) == {"BACKEND": backend}
    assert options(monkeypatch, "file:var/mail") == {"file_path": "/srv/register/var/mail"}
    assert options(monkeypatch, "file:///srv/mail") == {"file_path": "/srv/mail"}
    assert options(monkeypatch, "file:/srv/mail") == {"file_path": "/srv/mail"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.example.org", "must start with smtp://"),
        ("http://u:hunter2@host", "must start with smtp://"),
        ("console:/somewhere", "must start with smtp://"),
        ("smtp:u:hunter2@host", "cannot be read as an address"),
        ("smtp://u:hunter2@host:port", "cannot be read as an address"),
        ("smtp://u:hunter2@host:99999", "cannot be read as an address"),
        ("smtp://u:hun[ter2@host", "cannot be read as an address"),
        ("smtp://u:1/hunter2@host", "cannot be read as an address"),
        ("smtp://u:hunter2@host/path", "cannot be read as an address"),
        ("smtp://u:hunter2@", "cannot be read as an address"),
        ("smtp://anna@host", "user name without a password"),
        ("smtp://:hunter2@host", "user name without a password"),
        ("smtp://u:hunter2@host?starttls=off", "password in the clear"),
        ("smtp://host?tls=off", "option that is not known"),
        ("smtps://host?starttls=off", "option that is not known"),
        ("smtp://host?starttls=maybe", "option that is not known"),
        ("smtp://host?starttls", "cannot be read as an address"),
        ("file:", "names no folder"),
        ("file://", "names no folder"),
    ],
)
def test_a_wrong_url_is_one_sentence_without_the_password(monkeypatch, url, sentence):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match=sentence) as raised:
        environment_mail.mail_server(Path("/srv"))
    assert "hunter2" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.__cause__ is None


def sender(monkeypatch, value, **given):
    monkeypatch.setenv("MAIL_FROM", value)
    return environment_mail.mail_from("Our register", **({"needed": True, "debug": False} | given))


def test_the_sender_has_the_name_of_the_register_or_one_of_its_own(monkeypatch):
    assert sender(monkeypatch, "register@example.org") == "Our register <register@example.org>"
    assert sender(monkeypatch, "Privacy <p@example.org>") == "Privacy <p@example.org>"
    assert sender(monkeypatch, "Diogelu data Môn <p@example.org>") == (
        "Diogelu data Môn <p@example.org>"
    )
    assert sender(monkeypatch, '"Privacy, Môn" <p@example.org>') == '"Privacy, Môn" <p@example.org>'


def test_a_sender_is_needed_where_mail_goes_out(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM is not set"):
        sender(monkeypatch, "")
    assert sender(monkeypatch, "", needed=False).endswith("<register@example.org>")
    assert sender(monkeypatch, "", debug=True).endswith("<register@example.org>")


@pytest.mark.parametrize(
    "value",
    [
        "register",
        "a@example.org, b@example.org",
        "Group: a@example.org;",
        "Register <>",
        "Register <a@example.org",
        "a@example.org\nBcc: b@example.org",
        "ä@example.org",
        "@example.org",
    ],
)
def test_a_sender_that_is_not_one_address_is_refused_in_a_sentence(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM is set to"):
        sender(monkeypatch, value)
