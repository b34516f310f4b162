"""The Harmonized System and its look-up by words in four languages.

Titles are the nomenclature's own, in English; beside them stand everyday words in Kazakh, Turkmen,
Russian and English, which are no text of any tariff. Nobody's declaration is decided here.
"""

from kopri.engines.tariff.folding import fold, words_of
from kopri.engines.tariff.nomenclature import Goods, Heading, Tariff

__all__ = ["Goods", "Heading", "Tariff", "fold", "words_of"]
