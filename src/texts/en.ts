export { en } from '../ui/texts/en.ts';
