"""The floor that thinks: plain Python, values in, values out; no Django, no network, no clock."""
