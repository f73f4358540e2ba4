"""Reports on pages: figures with what they mean, bars beside them, and what stands behind them."""
