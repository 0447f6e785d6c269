"""The README of an evidence package."""

README = """\
Evidence package of a record of processing activities

What is in it

  manifest.json     what the package is, and the size and SHA-256 of every other file
  register.*        the register as it stood, in every form: XLSX, CSV, JSON, JSON-LD, PDF. Where
                    no PDF could be made, manifest.json says why, under "not_made"
  chain.jsonl       every version of every entry and notice, oldest first. Each carries the SHA-256
                    of its document and the hash of the version before, so that none can be changed,
                    removed or put in between without all that follow not fitting any more
  decisions.jsonl   who decided what, when and why
  history/          who changed what, from what to what, for each entry, notice and reference row

How to check it

  With the register's program, on any machine and with an empty database:

      manage.py verify_package FILE

  It checks every file against the manifest, works the chain out again, and makes the register's
  files again from the chain: those that come out the same byte for byte say what was approved.
  With --heads FILE it also checks that heads noted down earlier are in the chain.

  By hand: `sha256sum` of each file is in manifest.json. The document of each version in
  chain.jsonl has the SHA-256 that stands beside it as "digest".

What it does not prove

  That nobody who held the whole database made the whole chain anew. For that, compare the head in
  manifest.json with one that was noted down elsewhere when it was made: on the register's public
  page about itself, in a file of heads, or by whoever got it sent.
"""
