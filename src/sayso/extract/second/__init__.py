"""A second reader: a served language model proposes events; those enter whose every word stands in the report."""
