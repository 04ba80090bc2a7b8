"""The grammar of stances: where a text touches an issue, and up the tree to who is for it or against it."""
