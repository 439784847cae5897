"""Key phrases: words that stand together and say what an article is about, in scripts with and without spaces."""
