"""What rests encrypted on this computer: the vault, the client list in it, the decision log."""
