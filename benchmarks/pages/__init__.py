"""Reports to look at: one self-contained HTML file from what wino-bench measured."""
