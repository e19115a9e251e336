/** @jsxImportSource react */
import { Fragment } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';

const options = { session: () => fetch('/session'), mode: 'iframe' } as const;

test('importing the hook on a server, and rendering with it there, does nothing and does not fail', async () => {
  const complain = vi.spyOn(console, 'error');
  const globals = Object.keys(globalThis);
  const { useOpenConsent } = await import('../../../src/react.ts');
  function Connect() {
    const { open, state, outcome } = useOpenConsent(options);
    return (
      <Fragment>
        <button type="button" onClick={open}>
          {state.phase}
          {outcome?.status}
        </button>
        <open-consent session-url="/api/auth-session" mode="popup">
          Connect
        </open-consent>
      </Fragment>
    );
  }
  const markup =
    '<button type="button">idle</button><open-consent session-url="/api/auth-session" mode="popup">Connect</open-consent>';
  expect(renderToString(<Connect />)).toBe(markup);
  expect(typeof renderToPipeableStream(<Connect />).pipe).toBe('function');
  expect(Object.keys(globalThis)).toEqual(globals);
  expect(complain).not.toHaveBeenCalled();
});
