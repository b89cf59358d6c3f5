"""Linking: mentions to states, organisations, offices and people; statements to the act of speaking they report."""
