"""Madoguchi beside a plain RAG, each in processes of its own. Empty, so that neither loads the other."""
