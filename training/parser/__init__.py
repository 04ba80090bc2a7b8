"""The recipe of the English parser: corpora, training, export, evaluation."""
