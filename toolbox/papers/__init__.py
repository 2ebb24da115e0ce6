"""Documents: one report of a firm's advice, and a writer for each format; and the sheet that many firms come in."""
