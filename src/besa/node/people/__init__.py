"""Who works here: staff, desks, the keys they hold and how they sign in."""
