"""Pages of the recorded law: read it, look for what is wanting, propose and decide."""
