"""Reads published task annexes: which table, which column, which row is what."""
