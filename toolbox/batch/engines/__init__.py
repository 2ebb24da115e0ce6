"""Who does the pieces of work of a run: this process, or an engine that is there already. All do the same job."""
