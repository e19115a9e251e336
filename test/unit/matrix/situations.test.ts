import { expect, test } from 'vitest';
import { groupOf, rowsOf, type Situation } from '../../e2e/matrix/situations/situation.ts';

const situation: Situation = {
  id: 'new-tab',
  title: 'Home in a new tab',
  modes: ['popup', 'redirect'],
  play: ({ mode }) => ({ asks: [{ mode }], quietMs: 5 }),
  end: ({ named, ending }) =>
    named || ending === 'success' ? { path: ending } : { path: 'nothing', shows: 'Return to the app' },
  except: ({ named }) => (named ? {} : { webkit: 'detached > success' }),
  note: 'Why.',
};

test('a situation is a row for every mode, naming and ending', () => {
  const rows = rowsOf(situation, [true, false]);
  expect(rows).toHaveLength(8);
  expect(new Set(rows.map(({ id, expected }) => id + Object.keys(expected))).size).toBe(8);
  expect(rows[0]).toMatchObject({
    id: 'home-new-tab-named-success',
    title: 'Home in a new tab; named, success',
    expected: { popup: 'success' },
    asks: [{ mode: 'popup' }],
    quietMs: 5,
  });
});

test('its rule says what is expected of each row, and what the page must show', () => {
  const [row] = rowsOf(situation, [false]).filter(({ id }) => id.endsWith('denied'));
  expect(row).toMatchObject({ expected: { popup: 'nothing' }, shows: 'Return to the app' });
});

test('an engine that cannot do it has an expectation of its own, in the mode of the row', () => {
  const rows = rowsOf(situation, [true, false]);
  expect(rows.at(-1)?.except).toEqual({ webkit: { redirect: 'detached > success' } });
  expect(rows[0]?.except).toEqual({});
});

test('its note is written once', () => {
  const { rows } = groupOf('The way home', [situation]);
  expect(rows.filter(({ note }) => note)).toHaveLength(1);
});
