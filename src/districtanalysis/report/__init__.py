"""Draws what the stages worked out: text, Markdown, HTML, CSV, JSON, workbooks; computes nothing."""
