"""How dates and numbers are written, where Django has no answer for a language or not the one people here use."""
