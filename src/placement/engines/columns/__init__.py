"""The columns engine: a rulebook over whole data frames, of any library that narwhals knows."""
