"""What must hold for whatever comes in from outside."""
