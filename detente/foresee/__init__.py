"""What is to come: forecasts kept and scored, the engine's own outlook, scenarios, competing hypotheses.

Pure functions over arrays and small frozen rows: no store, no clock, no network. Read on in ``ledger`` and
``resolution`` (forecasts once, and whether they came true), ``scores`` (by holder), ``outlook`` (some weeks ahead, with
its record), ``models`` and ``baselines`` (the forecasters), ``backtest`` (how they are scored), ``scenarios`` (what if)
and ``hypotheses`` (which evidence decides). Definitions, protocol and results stand in ``docs/outlook.md``.
"""
