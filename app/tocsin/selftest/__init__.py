"""What an installed program can say about itself: `tocsin --self-test`."""
