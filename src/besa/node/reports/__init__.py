"""The sealed report: its conversation, sightings, assessments and life."""
