"""Judges that look at what a model made: at pictures and films. What they read them with needs the extra `vision`, imported late."""
