"""The self-check page: an interview and its advice for a browser, without JavaScript too; nothing is kept."""
