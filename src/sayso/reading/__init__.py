"""Report to Reading: the parse, sentences, quotations and who "he" and "the army" are."""
