"""The API: what the public site says, as data. It is read only, and made from frozen public
versions alone."""
