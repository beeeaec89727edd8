"""Préau: the social-media house of a public school network."""

__version__ = "0.1.0"
