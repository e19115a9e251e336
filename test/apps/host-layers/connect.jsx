/** @jsxImportSource react */
import { useOpenConsent } from '../../../src/react.ts';

// What a test asks for stands in the address: the mode, the session, and the layer that the component is in.
const query = new URLSearchParams(location.search);
const told = [];
Object.assign(window, { told });

export function Connect() {
  const { open, state } = useOpenConsent({
    session: () => fetch(`/session?${query}`, { method: 'POST' }),
    mode: query.get('mode'),
    onSuccess: ({ status }) => told.push(status),
    onCancel: ({ reason }) => told.push(reason),
    onError: ({ error }) => told.push(error.code),
  });
  return (
    <p>
      <button type="button" onClick={open}>
        Connect
      </button>
      <output>{state.phase}</output>
    </p>
  );
}
