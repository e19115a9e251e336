import type { Group } from '../row.ts';

export const plain: Group = {
  title: 'No fault',
  rows: [
    {
      id: 'plain',
      title: 'Nothing goes wrong',
      expected: { popup: 'success', iframe: 'success', redirect: 'success' },
      asks: [{ settings: { autopilot: 1 } }],
      differs: true,
    },
  ],
};
