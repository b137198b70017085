"""Albanian: day first and the 24-hour clock."""
