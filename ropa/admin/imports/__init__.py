"""Imports: uploading a file, deciding about its columns and names, carrying it out."""
