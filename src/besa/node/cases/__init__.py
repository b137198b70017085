"""Cases: what belongs to one matter, kept together, behind walls that each have their own key."""
