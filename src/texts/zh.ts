export { zh } from '../ui/texts/zh.ts';
