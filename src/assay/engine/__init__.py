"""The engine: plans a run, asks, journals and judges every case once, resumes, and turns the journal into scores."""
