"""One file per kind of file we read; nothing is registered by hand: this folder is walked."""
