"""How data that the code carries was made: each file derives one, and says from what."""
