"""Faces: thin layers over the answers. The command line, and the demonstration."""
