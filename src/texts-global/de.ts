import { loadTexts } from '../browser/loaded-texts.ts';
import { de } from '../ui/texts/de.ts';

loadTexts(window, de);
