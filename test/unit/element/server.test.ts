import { expect, test } from 'vitest';

test('importing the element on a server does nothing and does not fail', async () => {
  const globals = Object.keys(globalThis);
  const { ConsentElement } = await import('../../../src/element.ts');
  expect(typeof ConsentElement).toBe('function');
  expect(Object.keys(globalThis)).toEqual(globals);
});
