"""The steps of the pipeline, one a file: plain functions from what they need to what they found."""
