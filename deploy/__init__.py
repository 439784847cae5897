"""What brings Copydesk and its surroundings up: project tooling, not part of the wheel."""
