"""Is the register alive, and can it do its work? Asked by the proxy, the container and people."""
