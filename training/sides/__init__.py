"""The recipe of the model that finds positions: texts, labels, training, export, figures."""
