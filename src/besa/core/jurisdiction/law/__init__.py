"""The law as data: reading it strictly, checking it, and asking what held on a day."""
