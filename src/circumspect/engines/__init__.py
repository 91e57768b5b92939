"""Trained models, run locally. Each file is one kind of model; the files they need lie beside them."""
