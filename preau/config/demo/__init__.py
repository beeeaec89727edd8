"""The made-up network of `preau demo`. Nobody in it exists."""
