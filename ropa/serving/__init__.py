"""How the register is served over HTTP, and what keeps any one client from stopping it."""
