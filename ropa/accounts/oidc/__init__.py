"""Signing in through the directory of one's own organisation, by OpenID Connect."""
