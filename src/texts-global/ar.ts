import { loadTexts } from '../browser/loaded-texts.ts';
import { ar } from '../ui/texts/ar.ts';

loadTexts(window, ar);
