"""Launcher for a checkout: `python cli.py recommend examples/…`. An installed menkan brings the command itself."""

from toolbox.commands import main

if __name__ == "__main__":
    main()
