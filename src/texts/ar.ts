export { ar } from '../ui/texts/ar.ts';
