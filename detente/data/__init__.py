"""Data files of the package: dictionaries with their sources in their heads, and the example corpus."""
