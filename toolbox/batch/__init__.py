"""Every firm of a county or a province: the same advice as for one firm, worked out over columns of many."""
