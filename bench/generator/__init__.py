"""Realistic registers of any size, made up from word lists: the same seed makes the same one."""
