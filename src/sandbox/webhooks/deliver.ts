import type { SandboxEvent } from '../log.ts';
import type { Pause } from '../pause.ts';
import type { SandboxSettings } from '../settings.ts';
import { postSigned } from './post.ts';
import type { Turns } from './turns.ts';
import { type SandboxWebhook, webhookBody } from './webhook.ts';

/** What all deliveries of one sandbox share. */
export interface Courier {
  readonly secret: string;
  readonly pause: Pause;
  readonly turns: Turns;
  readonly log: (event: SandboxEvent) => void;
}

const MAX_ATTEMPTS = 5;

/** Delivers one webhook: with retries, and late, twice or out of order if its settings say so. */
export async function deliver(
  webhook: SandboxWebhook,
  settings: SandboxSettings,
  courier: Courier,
  signal: AbortSignal,
): Promise<void> {
  const { pause, turns } = courier;
  await pause.sleep(settings.webhookDelayMs);
  const letOvertakenGo = settings.webhookOrder === 'swapped' ? await turns.take(webhook.url) : () => {};
  while (isDue(webhook, settings)) {
    await pause.sleep(webhook.attempts.length > 0 ? settings.webhookRetryMs : 0);
    // Closing the sandbox ends all delays early.
    if (signal.aborted) break;
    await attempt(webhook, courier, signal);
    letOvertakenGo();
  }
  webhook.state = timesTaken(webhook) > 0 ? 'delivered' : 'dropped';
}

async function attempt(webhook: SandboxWebhook, { secret, log }: Courier, signal: AbortSignal) {
  const { messageId, event, url, attempts } = webhook;
  const number = attempts.length + 1;
  const status = await postSigned(url, webhookBody(webhook, number), secret, signal);
  attempts.push(status);
  log({ type: 'webhook', messageId, event, attempt: number, status });
}

function isDue(webhook: SandboxWebhook, { webhookTwice }: SandboxSettings): boolean {
  return webhook.attempts.length < MAX_ATTEMPTS && timesTaken(webhook) < (webhookTwice ? 2 : 1);
}

function timesTaken({ attempts }: SandboxWebhook): number {
  return attempts.filter((status) => typeof status === 'number' && status >= 200 && status < 300).length;
}
