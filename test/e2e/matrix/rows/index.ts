import type { Group } from '../row.ts';
import { coop } from './coop.ts';
import { plain } from './plain.ts';
import { popup } from './popup.ts';

export const groups: Group[] = [plain, coop, popup];
