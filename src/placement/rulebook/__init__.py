"""A checked whole: building a rulebook, its mistakes, its guarantees, its order of people, its JSON."""
