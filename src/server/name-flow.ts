import { invalidOption, parseHttpUrl } from './check.ts';

/** The query parameter that carries a flow's id home. */
const PARAMETER = 'consent_flow';
const FLOW_ID = /^[\w-]{16,64}$/;

/** Whether a browser may call its flow so: 16 to 64 characters that need no escape in a query. */
export function isFlowId(value: unknown): value is string {
  return typeof value === 'string' && FLOW_ID.test(value);
}

/**
 * Adds a flow's id to an address as the query parameter `consent_flow`, so that the address that comes home says whose
 * callback it is. Use it on `redirectUri` and `cancelUri` where you mint without `toHandler()`, with the `flow_id` of
 * the browser's request, and send that `flow_id` back beside the session.
 *
 * An older `consent_flow` in the address is replaced; every other byte stays as it is, for consoles that compare
 * addresses to the letter.
 *
 * @throws ConsentServerError `invalid_option`: the address is not absolute http(s), or the id is not 16 to 64 characters
 * of `A-Z a-z 0-9 _ -`.
 */
export function nameFlow(address: string, flowId: string): string {
  if (!parseHttpUrl(address)) throw invalidOption('address', 'an absolute http(s) address');
  if (!isFlowId(flowId)) throw invalidOption('flowId', '16 to 64 characters of A-Z a-z 0-9 _ -');
  const [beforeHash, hash] = splitAt(address, '#');
  const [path, query] = splitAt(beforeHash, '?');
  const others = query.slice(1).split('&').filter(isOther).join('&');
  return `${path}?${others && `${others}&`}${PARAMETER}=${flowId}${hash}`;
}

/** The second part begins with the separator, or is empty. */
function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** Decoded first: `consent%5Fflow` is the same parameter. The `?` keeps the parser from dropping one of the query's own. */
function isOther(pair: string): boolean {
  return !new URLSearchParams(`?${pair}`).has(PARAMETER);
}
