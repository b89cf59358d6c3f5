"""Telling: questions and answers, the brief, its evidence and its picture. Reads the store, never writes it."""
