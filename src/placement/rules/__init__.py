"""The shipped rulebook, what follows: tracks, levels, flags, delivery, words; declarations only, no logic.

Each module ends with a tuple in the order in which a reader should meet its declarations.
"""
