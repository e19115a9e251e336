import { beforeEach, expect, it } from 'vitest';
import { markTab, markWindow, readMarks, unmark } from '../../../src/browser/marks.ts';
import { FakeStorage, windowThatRefuses, windowWith } from './fake-storage.ts';

let win: Window;
beforeEach(() => {
  win = windowWith(new FakeStorage());
});

it('a tab has no marks before it waits for anything', () => {
  expect(readMarks(win)).toEqual({});
});

it('a tab keeps which flows it waits for, the oldest first', () => {
  markTab(win, 'b');
  markTab(win, 'a');
  expect(Object.entries(readMarks(win))).toEqual([
    ['b', 'tab'],
    ['a', 'tab'],
  ]);
});

it('a flow that is over is forgotten, and no other', () => {
  markTab(win, 'a');
  markTab(win, 'b');
  unmark(win, 'a');
  expect(readMarks(win)).toEqual({ b: 'tab' });
});

it('a window is one flow’s, whatever it has from its opener', () => {
  markTab(win, 'a');
  markWindow(win, 'b');
  expect(readMarks(win)).toEqual({ b: 'window' });
});

it('the marks are the tab’s own: no other tab of the origin sees them', () => {
  const shared = new FakeStorage();
  const first = windowWith(shared);
  markTab(first, 'a');
  expect(readMarks(windowWith(shared))).toEqual({});
});

it('their place is the same in every version, since another may read them', () => {
  markTab(win, 'a');
  expect(win.sessionStorage.getItem('open-consent.marks')).toBe('{"a":"tab"}');
});

it('where storage is refused there are none, and nothing fails', () => {
  const refuses = windowThatRefuses();
  markTab(refuses, 'a');
  unmark(refuses, 'a');
  expect(readMarks(refuses)).toEqual({});
});
