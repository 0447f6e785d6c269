"""Spreadsheets that are not the register's own: their columns, mapped to what an entry holds."""
