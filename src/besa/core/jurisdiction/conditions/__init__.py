"""Conditions of the law: the closed list of words they are written in, and what they come to in a case."""
