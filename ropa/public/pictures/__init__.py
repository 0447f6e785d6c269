"""Pictures of where information comes from, who answers for it and who may get it."""
