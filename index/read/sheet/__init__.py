"""Spreadsheets: workbooks and tables in text files."""
