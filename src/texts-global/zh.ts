import { loadTexts } from '../browser/loaded-texts.ts';
import { zh } from '../ui/texts/zh.ts';

loadTexts(window, zh);
