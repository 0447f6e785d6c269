"""Entries of the register: their list, their form, and the decisions about them."""
