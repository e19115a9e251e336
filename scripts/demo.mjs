// Serves the playground and the demo pages, with a sandbox (or the real platform) behind them: see demo/.
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer as createVite } from 'vite';

const HELP = `Usage: npm run demo -- [flags]

  --port PORT           the port of the host page, on localhost (4000); 0 picks a free one
  --sandbox-port PORT   the port of the sandbox, on 127.0.0.1 (4100); 0 picks a free one
  --help                shows this text

Defaults are in parentheses.

To use the real platform instead of the sandbox, set FISKIL_CLIENT_ID, FISKIL_CLIENT_SECRET and FISKIL_END_USER_ID.
FISKIL_API_URL changes the address of its API.`;

/** How long connections may take to end; whatever is left then ends with the process. */
const CLOSE_MS = 500;

const flags = readFlags();
if (flags.help) console.log(HELP);
else await run(flags).catch(fail);

async function run({ port, sandboxPort }) {
  const http = createServer();
  const stage = {};
  const vite = await serveVite(http, stage);
  const { startDemo } = await vite.ssrLoadModule('/demo/dev/start-demo.ts');
  stage.demo = await startDemo({ port, sandboxPort, vite, http, env: process.env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(http, vite, stage.demo));
  console.log(stage.demo.lines.join('\n'));
}

function serveVite(http, stage) {
  return createVite({
    root: dirname(dirname(fileURLToPath(import.meta.url))),
    configFile: false,
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    publicDir: false,
    // Found only when the first dialog is drawn, these would make Vite reload the page in the middle of a flow.
    optimizeDeps: {
      entries: ['index.html', 'demo/*.html'],
      include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
    },
    server: { middlewareMode: true, hmr: { server: http }, watch: { ignored: ['**/dist/**', '**/test/**'] } },
    plugins: [
      {
        name: 'open-consent-demo',
        configureServer: ({ middlewares }) =>
          void middlewares.use((request, response, next) => stage.demo.answer(request, response, next)),
        transformIndexHtml: () => stage.demo.tags,
      },
    ],
  });
}

/** A second Ctrl-C finds no listener, and ends the process at once. */
async function stop(http, vite, demo) {
  setTimeout(() => process.exit(), CLOSE_MS);
  http.close();
  http.closeAllConnections();
  await Promise.allSettled([vite.close(), demo.close()]);
  process.exit();
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4000' },
        'sandbox-port': { type: 'string', default: '4100' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return {
      help: values.help,
      port: readPort('--port', values.port),
      sandboxPort: readPort('--sandbox-port', values['sandbox-port']),
    };
  } catch (error) {
    fail(error);
  }
}

function readPort(flag, text) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`${flag} takes a whole number from 0 (any free port) to 65535.`);
}

function fail(error) {
  console.error(`demo: ${error.message}`);
  process.exit(1);
}
