"""The built-in rules fired by other engines over the same firms: python -m bench.peers

Each engine runs in a process of its own and first answers every rule of every firm; only where all answers equal ours
is it timed. Firms told everything, exactly, because most engines know only yes and no.
"""
