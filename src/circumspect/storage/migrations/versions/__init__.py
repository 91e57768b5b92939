"""One file for each version of the vault, `vNNNN_what.py`; the number is the revision."""
