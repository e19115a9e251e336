import { loadTexts } from '../browser/loaded-texts.ts';
import { es } from '../ui/texts/es.ts';

loadTexts(window, es);
