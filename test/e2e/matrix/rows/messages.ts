import { DENIAL, FAILURE, rogue, SUCCESS } from '../rogue.ts';
import type { Group, Row } from '../row.ts';
import { fault, press, pressByKey, until } from '../steps.ts';

const both = (path: string): Row['expected'] => ({ popup: path, iframe: path });

export const messages: Group = {
  title: 'Messages',
  rows: [
    {
      id: 'message-before-load',
      title: 'Before the provider’s page has loaded',
      expected: both('success'),
      asks: [{ authUrl: rogue([{ post: SUCCESS }], 'hold&') }],
    },
    {
      id: 'message-before-session',
      title: 'From a frame of the provider’s origin, since before the session was minted',
      expected: both('cancelled: denied'),
      query: { play: 'forger' },
      asks: [{ delayMs: 700, authUrl: rogue([{ wait: 700 }, { post: DENIAL }]) }],
      steps: [until('began', 1), pressByKey('connect')],
    },
    {
      id: 'message-twice',
      title: 'Success, twice',
      expected: both('success'),
      asks: [{ authUrl: rogue([{ post: SUCCESS }, { post: SUCCESS }]) }],
    },
    {
      id: 'message-success-then-failure',
      title: 'Success, then failure',
      expected: both('success'),
      asks: [{ authUrl: rogue([{ post: SUCCESS }, { post: FAILURE }]) }],
    },
    {
      id: 'message-failure-then-success',
      title: 'Failure, then success',
      expected: both('failed: provider_error'),
      asks: [{ authUrl: rogue([{ post: FAILURE }, { post: SUCCESS }]) }],
    },
    {
      id: 'message-after-cancel',
      title: 'Success after a cancel, by the callback page of a severed window',
      expected: { popup: 'detached > cancelled: aborted > late_outcome' },
      asks: [{ settings: { coop: 'same-origin', autopilot: 500, home: 'callback' } }],
      steps: [press('connect'), until('event detached'), fault, press('cancel'), until('event late_outcome')],
      differs: true,
    },
    {
      id: 'message-after-cancel-last-words',
      title: 'Success that was on its way when the host page cancelled',
      expected: both('cancelled: aborted > late_outcome'),
      asks: [{ authUrl: rogue([{ post: 'cancel me' }, { post: SUCCESS }]) }],
      steps: [press('connect'), until('event late_outcome')],
      differs: true,
      note: 'A cancelled frame stays for a second, unseen: Firefox and WebKit drop what a removed frame has posted.',
    },
    {
      id: 'message-flood',
      title: '10 000 unrelated messages a second',
      expected: both('success'),
      query: { play: 'flood' },
      asks: [{ settings: { autopilot: 1 } }],
    },
    {
      id: 'message-hostile',
      title: 'Getters that throw, proxies, cyclic and huge objects, those of other realms',
      expected: both('success'),
      query: { play: 'hostile' },
      asks: [{ authUrl: rogue([{ wait: 1000 }, { post: SUCCESS }]) }],
    },
  ],
};
