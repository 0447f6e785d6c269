"""Heads of the chain, sent to places that who holds the register's disks cannot reach: a mailbox,
another web service, a time-stamp service. docs/evidence.md says what each proves."""
