export { de } from '../ui/texts/de.ts';
