import { loadTexts } from '../browser/loaded-texts.ts';
import { fr } from '../ui/texts/fr.ts';

loadTexts(window, fr);
