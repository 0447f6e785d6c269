"""Faults made on purpose in the product, one at a time, and whether the tests notice them."""
