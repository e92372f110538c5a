"""Sources and snapshots, against servers that speak the real protocols over real sockets."""
