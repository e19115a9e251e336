import { Window } from 'happy-dom';
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxSettings,
} from '../../../src/sandbox.ts';

const page = new Window();

/** A browser without script, as much of one as the pages need: links, redirects, forms. */
export interface Visitor {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly document: Window['document'];
  readonly heading: string;
  open(url: string): Promise<void>;
  /** Loads the page that is shown once more. */
  reload(): Promise<void>;
  /** Presses a button by its text, with other values for some fields; an empty list unticks every box. */
  press(button: string, typed?: Record<string, string | string[]>): Promise<void>;
}

export function createVisitor(sandbox: Sandbox): Visitor {
  let url = '';
  let response = new Response();
  let html = '';

  const go = async (address: string, init?: RequestInit): Promise<void> => {
    url = new URL(address, url || sandbox.origin).href;
    response = await sandbox.fetch(new Request(url, init));
    html = await response.text();
    const location = response.headers.get('location');
    if (location) await go(location);
  };
  const parse = () => new page.DOMParser().parseFromString(html, 'text/html');

  return {
    get status() {
      return response.status;
    },
    get headers() {
      return response.headers;
    },
    get html() {
      return html;
    },
    get document() {
      return parse();
    },
    get heading() {
      return parse().querySelector('h1')?.textContent ?? '';
    },
    open: (address) => go(address),
    reload: () => go(url),
    async press(text, typed = {}) {
      const page = parse();
      const button = [...page.querySelectorAll('button')].find((one) => one.textContent?.trim() === text);
      if (!button) throw new Error(`There is no button "${text}" on "${page.title}"`);
      const body = formValues(page, typed);
      if (button.getAttribute('name')) {
        body.append(button.getAttribute('name') ?? '', button.getAttribute('value') ?? '');
      }
      const action = button.closest('form')?.getAttribute('action') ?? '';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await go(action, { method: 'POST', headers, body: body.toString() });
    },
  };
}

function formValues(page: Visitor['document'], typed: Record<string, string | string[]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const field of page.querySelectorAll('input, select')) {
    const name = field.getAttribute('name') ?? '';
    if (name in typed) continue;
    if (field.getAttribute('type') === 'checkbox' && !field.hasAttribute('checked')) continue;
    const chosen = field.querySelector('option[selected]')?.textContent;
    body.append(name, field.getAttribute('value') ?? chosen ?? '');
  }
  for (const [name, value] of Object.entries(typed)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return body;
}

/** What the last page does: the message it posts, whether it closes, where it goes. */
export interface Told {
  readonly message?: Record<string, unknown>;
  readonly close: boolean;
  readonly next?: string;
}

export function told(visitor: Visitor): Told {
  const value = visitor.document.querySelector('script')?.getAttribute('data-value');
  if (!value?.includes('close')) throw new Error(`"${visitor.heading}" is not a last page`);
  return JSON.parse(value);
}

/** The buttons that lead from the first page to the end. */
export const wholeWay: readonly string[] = [
  'Banking Sandbox Data Holder',
  'Log in',
  'Verify',
  'Continue',
  'Confirm',
];

/** Opens a session and presses everything up to `last`. */
export async function walk(visitor: Visitor, authUrl: string, last = 'Confirm'): Promise<void> {
  await visitor.open(authUrl);
  for (const button of wholeWay) {
    await visitor.press(button);
    if (button === last) return;
  }
}

/** A sandbox, a visitor to it, and a session on its way to nowhere else. */
export function setUp(options: SandboxOptions = {}): {
  sandbox: Sandbox;
  visitor: Visitor;
  mint: (settings?: Partial<SandboxSettings>, institutionId?: string) => string;
} {
  const sandbox = createSandbox(options);
  return {
    sandbox,
    visitor: createVisitor(sandbox),
    mint: (settings = {}, institutionId) =>
      sandbox.mint({ settings, ...(institutionId !== undefined && { institutionId }) }).auth_url,
  };
}
