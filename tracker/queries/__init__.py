"""Reads: a function per question. Nothing here writes."""
