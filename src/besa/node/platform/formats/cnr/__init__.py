"""Montenegrin, which Django does not know: as Serbian in Latin letters."""
