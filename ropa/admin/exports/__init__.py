"""Downloading the register."""
