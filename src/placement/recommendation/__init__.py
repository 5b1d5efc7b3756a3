"""The result, and `place`, which fills it in: case, findings, reasons, delivery, overrides; no rendering."""
