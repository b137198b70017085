"""Besa: the open system a country runs to protect its children online."""
