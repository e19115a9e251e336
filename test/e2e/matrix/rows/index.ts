import type { Group } from '../row.ts';
import { plain } from './plain.ts';

export const groups: Group[] = [plain];
