"""Doors for programs: an MCP server and an HTTP interface over the same operations.

What needs the packages of the extra `bots` is imported by the commands that open a door, and nowhere else.
"""
