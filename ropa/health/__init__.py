"""Health checks: liveness and readiness, for proxies, containers and people."""
