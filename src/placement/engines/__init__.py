"""How a rulebook is evaluated: the reference and durable-rules for one person, columns for many; no medicine."""
