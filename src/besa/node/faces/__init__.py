"""Three attack surfaces: public, staff, partners; and the command line."""
