import { describe, expect, test } from 'vitest';
import { createLog, pathsOf } from '../../e2e/matrix/log.ts';
import type { PageEntry } from '../../support/host-server.ts';

let at = 0;
const entry = (text: string, more: Partial<PageEntry> = {}): PageEntry => ({
  page: '/host',
  load: 'a',
  nth: at,
  at: at++,
  entry: text,
  ...more,
});

describe('the log of a cell', () => {
  test('is read in the order of the clock, notes between the entries', () => {
    const log = createLog();
    log.add(entry('late', { at: Date.now() + 60_000 }));
    log.note('host: GET /host');
    log.add(entry('early', { at: 0 }));
    expect(log.lines().map((line) => line.replace(/^\d+ /, ''))).toEqual([
      '/host  early',
      'host: GET /host',
      '/host  late',
    ]);
  });

  test('lets nobody take a note for what a page reported', () => {
    const log = createLog();
    log.note('callback success');
    expect(log.entries()).toEqual([]);
  });

  test('is whole once no number of a load is missing', () => {
    const log = createLog();
    log.add(entry('second', { nth: 1 }));
    expect(log.whole()).toBe(false);
    log.add(entry('first', { nth: 0 }));
    expect(log.whole()).toBe(true);
  });

  test('tells of the nth entry that reads so', async () => {
    const log = createLog();
    const found = log.until('ready', 1);
    log.add(entry('ready', { load: 'a' }));
    log.add(entry('ready', { load: 'b' }));
    expect((await found).load).toBe('b');
  });
});

describe('the path of a cell', () => {
  test('is the turns and the outcome of a flow, each as often as it came', () => {
    const told = [entry('pressed', { flow: 0 }), entry('event detached', { flow: 0 })];
    expect(pathsOf(told)).toBe('detached');
    const twice = [...told, entry('callback success', { flow: 0 }), entry('callback success', { flow: 0 })];
    expect(pathsOf(twice)).toBe('detached > success > success');
  });

  test('goes on at the page where an open flow comes home', () => {
    const told = [entry('pressed', { flow: 0 }), entry('callback completed success', { load: 'b' })];
    expect(pathsOf(told)).toBe('success');
  });

  test('is nothing where nobody was told', () => {
    expect(pathsOf([entry('began')])).toBe('nothing');
  });
});
