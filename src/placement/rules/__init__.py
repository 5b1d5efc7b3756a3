"""What follows: from ratings and facts to services, flags, promises, contradictions and ways to provide care.

Declarations only. Each module ends with a tuple in the order in which a reader should meet its declarations.
"""
