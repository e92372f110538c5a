"""Where cases come from: `curate` finds facts, `worlds` make things whose answers are known, `vary` changes cases."""
