"""Room jurisdiction: who can act on a case that crosses borders. So far its commands, which need no node."""
