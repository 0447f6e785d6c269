"""Pages about one organisation, law, kind of information or group of people, across all notices."""
