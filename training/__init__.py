"""What sayso has learned, and how: each module trains one model of `src/sayso/knowledge/models/`."""
