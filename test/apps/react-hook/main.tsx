/** @jsxImportSource react */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { LaunchMode, Prefetch } from '../../../src/index.ts';
import { useOpenConsent } from '../../../src/react.ts';

// What a test asks for stands in the address: the mode, and the session.
const query = new URLSearchParams(location.search);
const told: string[] = [];
Object.assign(window, { told });

function Connect({ round }: { round: number }) {
  const tell = (what: string) => told.push(`${round} ${what}`);
  const { open, cancel, focus, reopen, retry, ref, state, outcome } = useOpenConsent({
    session: () => fetch(`/session?${query}`, { method: 'POST' }),
    mode: query.get('mode') as LaunchMode,
    prefetch: query.get('prefetch') as Prefetch | null,
    onSuccess: ({ status }) => tell(status),
    onCancel: ({ reason }) => tell(reason),
    onError: ({ error }) => tell(error.code),
    onEvent: ({ type }) => tell(type),
  });
  const verbs = { open, cancel, focus, reopen, retry };
  return (
    <p>
      {Object.entries(verbs).map(([name, verb]) => (
        <button type="button" key={name} ref={name === 'open' ? ref : undefined} onClick={verb}>
          {name}
        </button>
      ))}
      <output>
        {state.phase} {outcome?.status}
      </output>
    </p>
  );
}

function App() {
  const [round, setRound] = useState(1);
  const [stays, setStays] = useState(true);
  return (
    <StrictMode>
      {stays && <Connect round={round} />}
      <button type="button" onClick={() => setRound(round + 1)}>
        next round
      </button>
      <button type="button" onClick={() => setStays(false)}>
        leave
      </button>
    </StrictMode>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(<App />);
