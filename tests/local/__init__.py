"""Models on this machine: fetched over a package index, read from GGUF files, run by llama.cpp."""
