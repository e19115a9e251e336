import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { openHost, stage } from '../support/stage.ts';

/** Whether a page may ask for passkeys: what its browser says. */
const mayAsk = (frame: Frame) =>
  frame.evaluate(() => {
    const { featurePolicy } = document as Document & {
      featurePolicy: { allowsFeature(name: string): boolean };
    };
    return featurePolicy.allowsFeature('publickey-credentials-get');
  });

it.each([
  ['by default', {}, true],
  ['unless the integrator allows something else', { iframe: { allow: 'payment *' } }, false],
])(
  'pages in the frame may log in with a passkey, the provider’s and those after it, %s',
  async (_, options, may) => {
    const host = await openHost(stage, '/ui');
    await host.connect({ mode: 'iframe', dialog: true, options });
    const frame = (await host.provider()) as Frame;
    await frame.waitForLoadState();
    expect(await mayAsk(frame)).toBe(may);
    // The bank is on another origin than the provider.
    await frame.evaluate((bank) => location.assign(bank), `${stage.host.other}/callback-bare`);
    await frame.waitForURL(/callback-bare/);
    expect(await mayAsk(frame)).toBe(may);
    await host.context.close();
  },
);
