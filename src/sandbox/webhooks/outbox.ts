import type { SandboxConsent } from '../consents.ts';
import type { Shelf } from '../shelf.ts';
import { type Courier, deliver } from './deliver.ts';
import { createTurns } from './turns.ts';
import { createWebhook, type SandboxWebhook, type SandboxWebhookEvent } from './webhook.ts';

/** Sends webhooks and tracks the pending ones. */
export interface Outbox {
  publish(event: SandboxWebhookEvent, consent: SandboxConsent): void;
  /** Resolves when none is pending. */
  idle(): Promise<void>;
  /** Drops the pending ones. */
  stop(): void;
}

export interface OutboxOptions extends Omit<Courier, 'turns'> {
  readonly webhooks: Shelf<SandboxWebhook>;
  readonly nowSeconds: () => number;
}

export function createOutbox({ webhooks, nowSeconds, ...world }: OutboxOptions): Outbox {
  const courier = { ...world, turns: createTurns(world.pause) };
  const running = new Set<Promise<void>>();
  let stopped = new AbortController();
  return {
    publish(event, consent) {
      if (consent.settings.webhookUrl === '') return;
      const webhook = createWebhook(event, consent, nowSeconds());
      webhooks.put(webhook.messageId, webhook);
      const delivery = deliver(webhook, consent.settings, courier, stopped.signal);
      running.add(delivery);
      void delivery.finally(() => running.delete(delivery));
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    stop() {
      stopped.abort();
      stopped = new AbortController();
    },
  };
}
