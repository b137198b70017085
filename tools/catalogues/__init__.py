"""The words people read: collected from the sources, kept in catalogues, checked, compiled; for `tools/words.py`.

The catalogues live in each room (`src/besa/node/<room>/locale/<locale>/LC_MESSAGES/django.po`). Babel does the work, so
no gettext needs to be installed. Three rules:
  * sr_Latn is never written by hand: it is sr, letter for letter in the Latin alphabet.
  * A catalogue holds what the sources say and nothing else, without dates, so that a diff shows words only.
  * Django and allauth do not know Montenegrin (cnr); its compiled file starts from their sr_Latn words.
"""
