"""From key presses to commands: the user's keys, input methods, link hints."""
