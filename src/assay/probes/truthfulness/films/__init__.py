"""What models that make films are asked for, and whether they film it."""
