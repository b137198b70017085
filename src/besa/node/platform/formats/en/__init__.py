"""English, as read in Europe: Django's own would write 11/12/2026 for the twelfth of November."""
