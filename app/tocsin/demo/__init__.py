"""Sample news from outlets that do not exist, for showing the program without a network."""
