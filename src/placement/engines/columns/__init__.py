"""The columns engine: a rulebook over data frames of any library that narwhals supports; no row by itself."""
