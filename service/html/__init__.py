"""Reading a page of HTML: its tree, what its structured data declares, its printed blocks and its body."""
