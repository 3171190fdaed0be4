"""Many reports: on one machine, or over a cluster."""
