"""Measure Besa beside what is asked of it and what the anchor reaches: `make bench`, or `python -m bench load queue`.

Every module here has `measure()`, which returns rows with the keys what, measured, unit, asked and, where there is one,
anchor. Nothing here is a test: this machine is noisy, and a number is only as good as the run it stands beside.
"""
