"""What is made while the image is built."""
