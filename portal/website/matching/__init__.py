"""政策匹配: what an enterprise asks, which measures fit it, and whether it fulfils their conditions."""
