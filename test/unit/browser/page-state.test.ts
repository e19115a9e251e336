import { expect, it, vi } from 'vitest';
import { findPageState, pageState } from '../../../src/browser/page-state.ts';

const newWindow = () => ({}) as Window;

it('a page has one of each, made on first use', () => {
  const win = newWindow();
  const create = vi.fn(() => ({}));
  expect(pageState(win, 'inbox', create)).toBe(pageState(win, 'inbox', create));
  expect(create).toHaveBeenCalledOnce();
});

it('each name has its own', () => {
  const win = newWindow();
  expect(pageState(win, 'inbox', () => 1)).toBe(1);
  expect(pageState(win, 'texts', () => 2)).toBe(2);
  expect(pageState(win, 'inbox', () => 3)).toBe(1);
});

it('each page has its own', () => {
  pageState(newWindow(), 'inbox', () => 1);
  expect(pageState(newWindow(), 'inbox', () => 2)).toBe(2);
});

it('is found where it was made, and not made by looking', () => {
  const win = newWindow();
  expect(findPageState(win, 'inbox')).toBeUndefined();
  pageState(win, 'texts', () => 1);
  expect(findPageState(win, 'inbox')).toBeUndefined();
  expect(findPageState(win, 'texts')).toBe(1);
});

it('is found by a second copy of the library', () => {
  const win = newWindow();
  pageState(win, 'inbox', () => 1);
  expect(Reflect.get(win, Symbol.for('open-consent'))).toEqual({ inbox: 1 });
});
