"""Where SQL runs, and where its results are kept."""
