"""The room `letters`: letters that an assessment leads to, filled and printed."""
