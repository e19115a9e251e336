import { describe, expect, it } from 'vitest';
import { setUp, told, type Visitor, walk, wholeWay } from './visitor.ts';

async function everyPage(look: (visitor: Visitor) => void): Promise<void> {
  const { visitor, mint } = setUp();
  await visitor.open(mint());
  look(visitor);
  for (const button of wholeWay) {
    await visitor.press(button);
    look(visitor);
  }
  for (const address of ['/?sess_id=nobody', '/']) {
    await visitor.open(address);
    look(visitor);
  }
}

describe('every page', () => {
  it('has a language, a title that names it, one h1 and the note that no bank is real', async () => {
    await everyPage(({ document, heading }) => {
      expect(document.documentElement.getAttribute('lang')).toBe('en');
      expect(document.title).toBe(`${heading} - Sandbox provider`);
      expect(heading).not.toContain('Sandbox provider');
      expect(document.querySelectorAll('h1')).toHaveLength(1);
      expect(document.querySelector('.note')?.textContent).toContain('Sandbox: no real bank');
      expect(document.querySelectorAll('main')).toHaveLength(1);
    });
  });

  it('has a label for every field and a target for every reference', async () => {
    await everyPage(({ document }) => {
      for (const field of document.querySelectorAll('input:not([type=hidden]), select')) {
        const label = document.querySelector(`label[for="${field.id}"]`) ?? field.closest('label');
        expect(label?.textContent?.trim()).toBeTruthy();
      }
      for (const element of document.querySelectorAll('[aria-describedby]')) {
        for (const id of element.getAttribute('aria-describedby')?.split(' ') ?? []) {
          expect(document.getElementById(id)).not.toBeNull();
        }
      }
    });
  });

  it('has only relative addresses of its own', async () => {
    await everyPage(({ document }) => {
      for (const form of document.querySelectorAll('form')) {
        expect(form.getAttribute('action')).toMatch(/^[a-z]/);
        expect(form.getAttribute('action')).not.toContain('://');
      }
    });
  });

  it('allows no script and no style but its own', async () => {
    const nonces = new Set<string>();
    await everyPage(({ document, headers }) => {
      const policy = headers.get('content-security-policy') ?? '';
      const nonce = policy.match(/script-src 'nonce-([^']+)'/)?.[1] ?? 'none';
      expect(policy.replace("; frame-ancestors 'none'", '')).toBe(
        `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; form-action 'self'; base-uri 'none'`,
      );
      for (const own of document.querySelectorAll('script, style'))
        expect(own.getAttribute('nonce')).toBe(nonce);
      expect(document.querySelector('[style]')).toBeNull();
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        'no-store',
        'same-origin',
      ]);
      nonces.add(nonce);
    });
    expect(nonces.size).toBe(8);
  });
});

describe('what comes from a request', () => {
  const evil = `"><script>alert(1)</script>'`;

  it('is text in the pages of a session', async () => {
    const { visitor, sandbox } = setUp();
    const { auth_url } = sandbox.mint({ permissions: [evil], redirectUri: 'https://a.test/?"><script>' });
    await walk(visitor, auth_url, 'Continue');
    expect(visitor.document.querySelector('script')).toBeNull();
    expect(visitor.document.querySelector('dl')?.textContent).toContain(evil);
    await visitor.press('Confirm');
    expect(visitor.document.querySelectorAll('script')).toHaveLength(1);
    expect(told(visitor).next).toContain('"><script>');
  });

  it('is text on the index page', async () => {
    const { visitor, sandbox } = setUp();
    sandbox.mint({ endUserId: evil });
    await visitor.open('/');
    await visitor.press('Use for the next session', { coop: 'ä"><script>' });
    expect(visitor.document.querySelector('script')).toBeNull();
    expect(visitor.document.querySelector('.session')?.textContent).toContain(evil);
  });

  it('is not repeated where a session is unknown', async () => {
    const { visitor } = setUp();
    await visitor.open(`/consent?session=${encodeURIComponent(evil)}`);
    expect(visitor.html).not.toContain('alert');
  });
});
