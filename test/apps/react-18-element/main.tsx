/** @jsxImportSource react */
import { createRoot } from 'react-dom/client';
import '../../../src/element.ts';
import type {} from '../../../src/react.ts';

const query = new URLSearchParams(location.search);
const nothing = [undefined, null];

/** All that a component may have nothing for. */
function App() {
  return (
    <>
      {nothing.map((none) => (
        <open-consent
          key={String(none)}
          session-url={`/session?${query}`}
          mode={none}
          theme={none}
          label={none}
          institution={none}
          disabled={false}
          session={none}
          options={none}
        />
      ))}
      <open-consent
        session-url={`/session?${query}`}
        mode=""
        theme=""
        label=""
        institution=""
        disabled={false}
      />
      <open-consent session-url={`/session?${query}`} disabled={true} />
      <open-consent mode="popup" session-url={null} />
    </>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(<App />);
