"""Measured work: `make bench` prints what it measured on this machine; nothing is asserted."""
