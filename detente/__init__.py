"""Detente reads the news between states and keeps who said what, with the exact words as proof."""
