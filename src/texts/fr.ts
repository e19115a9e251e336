export { fr } from '../ui/texts/fr.ts';
