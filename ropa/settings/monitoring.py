"""How whoever runs the register watches it: docs/monitoring.md."""

from ropa import environment

# Where figures for Prometheus are served, as host and port; None if they are not.
METRICS_ADDRESS = environment.host_and_port("METRICS_ADDRESS")
