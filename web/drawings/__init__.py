"""From the data of a picture to where its lines stand, and to the words that say the same."""
