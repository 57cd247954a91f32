"""Sanxiang (三响): the service desk of a property company in one program."""

__version__ = "0.1.0"
