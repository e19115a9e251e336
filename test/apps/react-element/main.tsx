/** @jsxImportSource react */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../src/element.ts';
import type { ConsentOutcome, LaunchMode } from '../../../src/index.ts';
import type {} from '../../../src/react.ts';

const query = new URLSearchParams(location.search);

function App() {
  const [outcome, setOutcome] = useState<ConsentOutcome>();
  const [agreed, setAgreed] = useState(false);
  const [steps, setSteps] = useState<string[]>([]);
  return (
    <StrictMode>
      <label>
        <input type="checkbox" onChange={({ target }) => setAgreed(target.checked)} />
        agree
      </label>
      {outcome?.status !== 'success' && (
        <open-consent
          mode={query.get('mode') as LaunchMode}
          className="bank"
          disabled={!agreed}
          session={() => fetch(`/session?${query}`, { method: 'POST' })}
          options={{ ui: { theme: 'dark' } }}
          onconsent-success={({ detail }) => setOutcome(detail)}
          onconsent-cancel={({ detail }) => setOutcome(detail)}
          onconsent-event={({ detail }) => setSteps((before) => [...before, detail.type])}
        >
          Connect your bank
        </open-consent>
      )}
      <output>{outcome?.status}</output>
      <pre>{steps.join(' ')}</pre>
    </StrictMode>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(<App />);
