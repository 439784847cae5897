"""Worker processes: where the pipeline runs, so that no article can hurt the stream."""
