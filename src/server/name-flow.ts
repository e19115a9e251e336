import { invalidOption, parseHttpUrl } from './check.ts';

/** The query parameter that holds the flow id in a callback address. */
const PARAMETER = 'consent_flow';
const FLOW_ID = /^[\w-]{16,64}$/;

/** Whether `value` is a valid flow id: 16 to 64 characters that need no escape in a query. */
export function isFlowId(value: unknown): value is string {
  return typeof value === 'string' && FLOW_ID.test(value);
}

/**
 * Adds a flow id to an address as the query parameter `consent_flow`. The widget uses it to tell to which flow a
 * callback belongs. You need this function only if you mint without `toHandler()`: apply it to `redirectUri` and
 * `cancelUri` with the `flow_id` of the browser's request, and send that `flow_id` back with the session.
 *
 * It replaces an older `consent_flow` in the address. Every other byte stays unchanged, because some consoles compare
 * addresses byte by byte.
 *
 * @throws ConsentServerError `invalid_option` if the address is not an absolute http(s) address, or the id is not 16 to
 * 64 characters of `A-Z a-z 0-9 _ -`.
 */
export function nameFlow(address: string, flowId: string): string {
  if (!parseHttpUrl(address)) throw invalidOption('address', 'an absolute http(s) address');
  if (!isFlowId(flowId)) throw invalidOption('flowId', '16 to 64 characters of A-Z a-z 0-9 _ -');
  const [beforeHash, hash] = splitAt(address, '#');
  const [path, query] = splitAt(beforeHash, '?');
  const others = query.slice(1).split('&').filter(isOther).join('&');
  return `${path}?${others && `${others}&`}${PARAMETER}=${flowId}${hash}`;
}

/** Splits before the separator: the second part begins with it, or is empty. */
function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/**
 * Compares the decoded name, because `consent%5Fflow` is the same parameter. The parser drops a leading `?`, so one is
 * added in case `pair` itself begins with one.
 */
function isOther(pair: string): boolean {
  return !new URLSearchParams(`?${pair}`).has(PARAMETER);
}
