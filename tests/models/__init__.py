"""The model backends, over real sockets and real functions."""
