"""What several entries say together: each fact once, with the entries it comes from."""
