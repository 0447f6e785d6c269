"""Every form of report: importing this makes them known."""

from . import csv_files, csv_zip, json_files, workbooks
from .evidence import packing

__all__ = ["csv_files", "csv_zip", "json_files", "packing", "workbooks"]
