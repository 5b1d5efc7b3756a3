"""A checked whole: building a rulebook, its mistakes, guarantees, lattice and JSON; no particular rulebook."""
