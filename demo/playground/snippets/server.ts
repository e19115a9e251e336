import { lines } from './code.ts';
import type { SnippetChoices } from './options-code.ts';

const PATHS = { script: '/connected.html', spa: '/', bare: '/connected.html', none: undefined } as const;

/** For the server that mints, and answers for what it minted where that is asked for. */
export function serverSnippet({ callback, status }: Pick<SnippetChoices, 'callback' | 'status'>): string {
  const path = callback in PATHS ? PATHS[callback as keyof typeof PATHS] : PATHS.script;
  return lines(
    "import { serve } from '@hono/node-server';",
    "import { Hono } from 'hono';",
    "import { createConsentServer } from 'open-consent/server';",
    '',
    path !== undefined && `const callback = 'https://app.example.com${path}';`,
    'const platform = createConsentServer({',
    '  clientId: process.env.FISKIL_CLIENT_ID,',
    '  clientSecret: process.env.FISKIL_CLIENT_SECRET,',
    '});',
    '',
    'function resolve(request) {',
    '  const user = userOf(request);',
    '  if (!user) return null; // answered with 401',
    path === undefined
      ? '  return { endUserId: user.fiskilId };'
      : '  return { endUserId: user.fiskilId, redirectUri: callback, cancelUri: callback };',
    '}',
    'const mint = platform.sessions.toHandler(resolve);',
    status && 'const status = platform.sessions.toStatusHandler(resolve);',
    '',
    '// Your own log-in: the user of this request, or null.',
    'function userOf(request) {',
    "  return request.headers.get('cookie') ? { fiskilId: 'your-end-user-id' } : null;",
    '}',
    '',
    'const app = new Hono();',
    "app.post('/api/auth-session', ({ req }) => mint(req.raw));",
    status && "app.post('/api/auth-session/status', ({ req }) => status(req.raw));",
    'serve({ fetch: app.fetch, port: 3000 });',
  );
}
