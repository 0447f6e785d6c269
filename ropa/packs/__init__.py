"""Starter packs: model entries that a body takes as drafts, strikes out and adapts."""
