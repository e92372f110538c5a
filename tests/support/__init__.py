"""What the tests of several stages share: golden targets in-process and a model server over real sockets."""
