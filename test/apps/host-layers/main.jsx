/** @jsxImportSource react */
import { createRoot } from 'react-dom/client';

const asked = new URLSearchParams(location.search).get('layer');

/** Each library is loaded by itself, for they are large. */
const LIBRARIES = {
  Radix: () => import('./layers/radix.jsx'),
  Headless: () => import('./layers/headless.jsx'),
  React: () => import('./layers/aria.jsx'),
  'focus-trap': () => import('./layers/trap.jsx'),
  Bootstrap: () => import('./layers/bootstrap.jsx'),
  made: () => import('./layers/by-hand.jsx'),
};

const [library] = asked.split(/[ ,]/);
const { LAYERS } = await LIBRARIES[library]();
const Layer = LAYERS[asked];
createRoot(document.getElementById('app')).render(<Layer />);
