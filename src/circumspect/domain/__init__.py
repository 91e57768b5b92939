"""The nouns: frozen dataclasses, standard library only. Open it to see what a word of the glossary holds."""
