"""Whether the reasoning that a model writes is the one its answer comes from: hints, truncation, planted mistakes."""
