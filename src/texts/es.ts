export { es } from '../ui/texts/es.ts';
