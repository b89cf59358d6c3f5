"""How two states, or three, are getting on: relation series, shocks, triangles, balance, say and do, positions.

Pure functions over small frozen rows: no store, no clock, no network. Read on in ``evidence`` (what goes in),
``level`` (the state-space model), ``series`` (relation series), ``shocks`` (sudden changes), ``triangles``,
``balance``, ``deeds`` (say and do), ``subjects`` and ``positions`` (an actor's line), ``loaders`` (files of others).
Every score is defined, with its error and its source, in ``docs/measures.md``.
"""
