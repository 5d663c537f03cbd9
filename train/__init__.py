"""How the shipped token models are made."""
