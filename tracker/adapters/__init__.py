"""The outside world: mail, annex files, papers. Domain values in, domain values out."""
