"""Listings: what feeds, sitemaps and index pages name as their newest reports."""
