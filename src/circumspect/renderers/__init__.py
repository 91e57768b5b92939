"""One file per output format; nothing is registered by hand: this folder is walked."""
