"""One file per kind of looking; nothing is registered by hand: this folder is walked."""
