"""The README of an evidence package: the same in every package of a version of the format."""

README = """\
Evidence package of a record of processing activities, version 3 of the format

What is in it

  manifest.json     what the package is, and the size and SHA-256 of every other file
  register.*        the register as it stood, in every form: XLSX, CSV, JSON, JSON-LD, PDF. Where
                    no PDF could be made, manifest.json says why, under "not_made"
  chain.jsonl       every version of every entry and notice, oldest first. Each carries the SHA-256
                    of its document and the hash of the version before, so that none can be changed,
                    removed or put in between without all that follow not fitting any more
  frozen-history.jsonl  what was changed, and decided without a version, from one version to the
                    next, as it was frozen with the later of them: a line for each version that has
                    a history_digest, in their order
  decisions.jsonl   who decided what, when and why, in the order in which it was decided
  history/          the same in words: who changed what, from what to what, for each entry, notice
                    and reference row. "records" names what of frozen-history.jsonl is told
  verify.py         checks all this with Python 3.9 or later alone
  signatures/       nothing at first: the place for signatures and time-stamps of manifest.json

How to check it

  1. Get two things by another way than the package: verify.py, from the register's program or from
     whoever checks packages for you; and what was noted down when the package was made, which is
     the register's file of heads or the SHA-256 that the sender names.

  2.     python3 verify.py PACKAGE --heads heads.log
         python3 verify.py PACKAGE --digest SHA256

     PACKAGE is the ZIP file, or the folder it was unpacked to; whether bytes were added between
     the files shows only in the ZIP file. It ends with 1 and says what is wrong, or says what is
     proved and what is not. It compares register.* with manifest.json alone: what they say is
     proved by step 3, or by the SHA-256 of the manifest.

  3. With the register's program, on any machine and with an empty database:

         manage.py verify_package PACKAGE --heads heads.log

     does the same, and makes the register's files again from the chain: those that come out the
     same byte for byte say what was approved.

How each hash is made

  Every hash is a SHA-256, in 64 hexadecimal digits, over text in UTF-8. Canonical JSON has the keys
  of each object sorted by code point, no white space between, text outside ASCII as itself, and of
  control characters, quotation marks and backslashes the short escape or \\u00xx. In Python:

      json.dumps(x, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

  Instants are ISO 8601 in UTC, such as 2026-03-31T12:00:00.123456+00:00.

  digest            of a version: over "document", which is canonical JSON itself
  row_hash          of a version: over the canonical JSON of one object with these keys, and their
                    values from the line in chain.jsonl: sequence, activity (there activity_id),
                    notice (notice_id), number, is_public, schema_version, digest, previous_hash,
                    created_at, created_by (created_by_id), created_by_name, reason, change_note;
                    also "is_in_force" if it is false, "is_own_work" if it is true, and
                    "history_digest" if it is not empty
  history_digest    of a version: over its line in frozen-history.jsonl, without the line feed.
                    Versions from before this was kept have none, nor has one before which nothing
                    happened
  previous_hash     of a version: the row_hash of the line before; 64 zeros in the first
  head              in manifest.json: sequence, row_hash and created_at of the last line
  sha256            in manifest.json: over the bytes of the file
  SHA-256 of the manifest: over the bytes of manifest.json. Through the file digests in it, it
                    vouches for every byte of the package but signatures/

  Every line of chain.jsonl, frozen-history.jsonl and decisions.jsonl is canonical JSON and ends
  with a line feed. When a package is made, the register adds this line to its file of heads and its
  log, and sends it where it sends heads:

      package SHA-256-OF-THE-MANIFEST NUMBER-OF-THE-LAST-VERSION

What is proved by what

  By the package alone: that its files fit each other. Whoever forges all of them is not found out.

  By a head noted down elsewhere, up to that version: each version, its document, who, when and why;
  each decision that made a version, its kind too, since what kind it was follows from the chain;
  frozen-history.jsonl, and with it each decision that made no version, each change of each entry,
  notice, organisation and other row, by whom under which name and when, that the histories leave
  none of them out and add none, and "decisions_began" in manifest.json.

  By the register's program and such a head: every register.* file but the PDF. verify.py cannot
  make these files again: with it and a head alone, whoever changes a workbook or register.csv, and
  manifest.json to fit, is not found out.

  By the SHA-256 of the manifest, noted down elsewhere: every byte, as it was when the package was
  made: also the PDF, and the words in history/.

What remains unproved

  What was changed or decided after the last line of frozen-history.jsonl, and before the first
  version that has a history_digest if more had happened by then than one version freezes: the next
  versions are to carry its digest. What the database said of changes before they were frozen. That
  whoever held the whole database and every place where heads are noted down did not make all of it
  anew. That what was approved was true, or that the person named was at the keyboard.

Signing and time-stamping

  The manifest is what to sign: it vouches for the rest. With OpenSSL:

      unzip PACKAGE.zip manifest.json && mkdir signatures
      openssl cms -sign -binary -in manifest.json -signer you.pem -inkey you.key -outform DER \\
          -out signatures/manifest.json.p7s
      openssl cms -verify -binary -inform DER -in signatures/manifest.json.p7s \\
          -content manifest.json -CAfile root.pem -purpose any -out /dev/null

      openssl ts -query -data manifest.json -sha256 -cert -out manifest.tsq
      curl --header 'Content-Type: application/timestamp-query' --data-binary @manifest.tsq \\
          https://tsa.example.org > signatures/manifest.json.tsr
      openssl ts -verify -data manifest.json -in signatures/manifest.json.tsr -CAfile tsa-root.pem

  Keep such a file beside the package, or add it: `zip -X PACKAGE.zip signatures/*`. It changes
  neither manifest.json nor anything that is checked against it.
"""
