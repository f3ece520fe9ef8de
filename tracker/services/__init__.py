"""What the office does: one verb, one transaction. Only services commit."""
