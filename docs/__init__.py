"""The project's documents, and what makes the pages that are made from the code."""
