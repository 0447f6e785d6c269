"""Starter packs: choose one, strike out what the body does not do, and take the rest as drafts."""
