import type { Group } from '../row.ts';
import { wayHome } from '../situations/index.ts';
import { coop } from './coop.ts';
import { frame } from './frame.ts';
import { getStatus } from './get-status.ts';
import { host } from './host.ts';
import { known } from './known.ts';
import { messages } from './messages.ts';
import { plain } from './plain.ts';
import { popup } from './popup.ts';
import { redirect } from './redirect.ts';
import { session } from './session.ts';

export const groups: Group[] = [
  plain,
  known,
  coop,
  popup,
  messages,
  frame,
  session,
  redirect,
  host,
  getStatus,
  wayHome,
];
