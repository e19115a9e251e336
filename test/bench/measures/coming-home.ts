import { type Bench, visit } from '../host.ts';
import { inRounds, type Samples } from '../rounds.ts';
import { isOurs, over, type Row } from '../row.ts';
import { median } from '../statistics.ts';

/** Our frame without the dialog around it, as the plain snippet has it. */
const INLINE = 'open-consent, inline';

/** The provider posts from its frame; a bare listener in the same page has heard it first. */
export async function messageToSuccess(bench: Bench): Promise<Row> {
  const contestants = ['bare', 'open-consent', INLINE, 'connect-web-sdk', 'nango'];
  const samples = await inRounds(
    contestants,
    { rounds: Math.ceil(50 * bench.effort) },
    async (contestant) => {
      const [name = '', kind = 'frame'] = contestant.split(', ');
      const host = await visit(bench, name, kind as 'frame' | 'inline', '/silent');
      await host.press();
      await host.at('framed');
      const message = await host.page.evaluate('contestant.message');
      const frame = await host.page.waitForSelector('iframe').then((element) => element.contentFrame());
      await frame?.waitForLoadState('load');
      await frame?.evaluate((data) => parent.postMessage(data, '*'), message);
      const took = (await host.at('succeeded')) - (await host.at('heard'));
      await host.context.close();
      return took;
    },
  );
  return {
    what: 'Provider’s `postMessage` to `onSuccess`',
    bar: 'at most 1 ms after a bare listener',
    unit: 'ms',
    samples,
    missed: over(median(samples['open-consent'] ?? []), 1, 'ms'),
    why:
      'a flow releases everything before it calls anybody, so that a handler finds the page as it was, its focus free to ' +
      'be moved. Most of the time is the browser’s: it closes the modal dialog, which has it compute the page’s style and ' +
      'layout for the focus, and takes the frame out. The rest is code that runs for the first time.',
    notes: [
      'Counted from a bare listener in the same page that hears the same message first.',
      `"${INLINE}": the frame in the page itself, with \`ui: false\`.`,
    ],
  };
}

/** A provider that posts nothing before it goes home, unlike the platform. */
const ALONE = 'open-consent, callback alone';

/** From the first script line of the callback page to what the host page's code hears. */
export async function callbackToSuccess(bench: Bench): Promise<Row> {
  const contestants = ['open-consent', ALONE, 'oidc-client-ts', 'msal'];
  const early: Record<string, number> = {};
  const samples = await inRounds(
    contestants,
    { rounds: Math.ceil(50 * bench.effort) },
    async (contestant) => {
      const [name = ''] = contestant.split(', ');
      const home = encodeURIComponent(`${bench.site.host}/callback/${name}`);
      const posts = contestant === ALONE ? '' : '&posts';
      const mine = name === 'open-consent' ? `?redirect_uri=${home}&session_id=session-1${posts}` : '';
      const host = await visit(bench, name, 'popup', `/authorize${mine}`);
      await host.press();
      const end = await host.at('succeeded');
      const start = Number(await host.page.evaluate(`localStorage.getItem('bench')`));
      await host.context.close();
      if (start && start < end) return end - start;
      early[contestant] = (early[contestant] ?? 0) + 1;
      return 0;
    },
  );
  return {
    what: 'Callback page’s first script line to `onSuccess`',
    bar: 'faster than every peer that has such a page',
    unit: 'ms',
    samples,
    missed: slowerThan(samples),
    notes: [
      'For oidc-client-ts and msal: until the host page turns to the token endpoint, without its answer.',
      'For open-consent the provider posts its message and then goes home, as the platform does. ' +
        `"${ALONE}": it posts nothing. The callback address has no consent id, and the message that has it may arrive ` +
        'after the callback (1 of 18 popups). So the flow waits 100 ms for it: an outcome without its consent id would ' +
        'cost the app more than a tenth of a second. A callback that has the id, and any denial, is told at once.',
      ...Object.entries(early).map(
        ([name, times]) => `${name} knew ${times} times before that line ran: counted as 0.`,
      ),
    ],
  };
}

export function slowerThan(samples: Samples): string | undefined {
  const { 'open-consent': ours = [], ...others } = samples;
  const slower = Object.entries(others).filter(
    ([name, theirs]) => !isOurs(name) && median(theirs) <= median(ours),
  );
  if (slower.length === 0) return undefined;
  return slower
    .map(([name, theirs]) => `by ${(median(ours) - median(theirs)).toFixed(2)} ms to ${name}`)
    .join(', ');
}
