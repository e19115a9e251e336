import { checkFunction } from '../check.ts';
import { knownFields } from '../known-fields.ts';
import type { SafeStore } from '../store.ts';
import { once } from '../webhooks/once.ts';
import { checkSecret, verifyWebhook } from '../webhooks/verify-webhook.ts';
import type { WebhookEvent } from '../webhooks/webhook-event.ts';
import { refuse } from './answer.ts';
import type { ConsentHandler } from './fetch-request.ts';
import { createRoute, type ReportOptions } from './route.ts';

/** The options of `webhooks.toHandler()`. */
export interface WebhookHandlerOptions extends ReportOptions {
  /** The signing secret from the platform's console, in base64. */
  secret: string;
}

const NAMES = ['secret', 'onError'] as const;

export function createWebhookHandler(
  store: SafeStore,
  onEvent: (event: WebhookEvent) => unknown,
  options: WebhookHandlerOptions,
): ConsentHandler {
  checkFunction(onEvent, 'onEvent');
  const { secret: given, ...rest } = knownFields(options, NAMES);
  const secret = checkSecret(given);
  return createRoute(rest as ReportOptions, {
    method: 'POST',
    guarded: false,
    async answer(request) {
      const event = await verifyWebhook(request, { secret });
      const turn = await once(store, event.message_id, async () => onEvent(event));
      // The platform delivers again after any answer but 2xx. That is needed here: the other delivery may still fail.
      return turn === 'busy' ? refuse('busy') : new Response(null, { status: 204 });
    },
  });
}
