import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callbackSnippet } from '../../../demo/playground/snippets/callback-page.ts';
import { npmSnippet } from '../../../demo/playground/snippets/npm.ts';
import type { SnippetChoices } from '../../../demo/playground/snippets/options-code.ts';
import { scriptTagSnippet } from '../../../demo/playground/snippets/script-tag.ts';
import { serverSnippet } from '../../../demo/playground/snippets/server.ts';
import type { OpenConsentOptions } from '../../../src/index.ts';
import { checkOptions } from '../../../src/model/options.ts';

const DRAWN = { theme: 'system', confirmClose: true } as const;
const DEFAULTS: SnippetChoices = {
  mode: 'auto',
  inline: false,
  callback: 'script',
  ui: DRAWN,
  language: 'en',
  wording: '',
  readyTimeoutMs: 15_000,
  status: false,
};
const ALL: SnippetChoices = {
  ...DEFAULTS,
  mode: 'iframe',
  inline: true,
  readyTimeoutMs: 4000,
  status: true,
  ui: { theme: 'dark', confirmClose: false },
  language: 'de',
  wording: 'Konto',
};
const HOSTILE = ["it's", '"', '\\', "\\'", '\\"', '</script>', '<!--<script>', '&amp;', '\u2028', '\n'];

const anyWording = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 1 }).map((parts) => parts.join('')),
);

/** Stands for whatever `querySelector` finds, and for `fetch`. */
const place = { append() {}, addEventListener: (_name: string, listener: () => void) => listener() };

/** What the npm snippet calls `openConsent()` with, when it is run and its button pressed. */
function runNpm(choices: SnippetChoices): OpenConsentOptions {
  const code = npmSnippet(choices).replace(/^import .*$/gm, '');
  let given: unknown;
  const open = (options: unknown) => {
    given = options;
  };
  const document = { querySelector: () => place };
  new Function('openConsent', 'completeConsent', 'document', 'de', 'zh', code)(
    open,
    () => {},
    document,
    { lang: 'de', connect: 'Bank verbinden' },
    { lang: 'zh-Hans' },
  );
  return given as OpenConsentOptions;
}

/** What the page's last script, as far as the HTML parser lets it go, does to the element. */
function runScriptTag(choices: SnippetChoices): { options?: OpenConsentOptions; heard: string[] } {
  const [, script = ''] = /<script>([\s\S]*?)<\/script/i.exec(scriptTagSnippet(choices)) ?? [];
  const heard: string[] = [];
  const element: { options?: OpenConsentOptions } = {};
  const addEventListener = (name: string) => heard.push(name);
  const found = Object.assign(element, { addEventListener });
  const querySelector = (selector: string) => (selector === 'open-consent' ? found : place);
  new Function('document', script)({ querySelector });
  return { ...(element.options && { options: element.options }), heard };
}

describe('the npm snippet', () => {
  test('says nothing of what is at its default', () => {
    const code = npmSnippet(DEFAULTS);
    expect(code).toContain("import { completeConsent, openConsent } from 'open-consent';");
    expect(code).not.toMatch(/mode|container|iframe|ui:|texts|getStatus/);
    expect(Object.keys(runNpm(DEFAULTS))).toEqual(['session', 'onSuccess', 'onCancel', 'onError']);
  });

  test('gives openConsent() exactly what was chosen', () => {
    expect(runNpm(ALL)).toMatchObject({
      getStatus: '/api/auth-session/status',
      mode: 'iframe',
      container: place,
      iframe: { readyTimeoutMs: 4000 },
    });
    expect(runNpm(ALL).ui).toEqual({
      theme: 'dark',
      texts: { lang: 'de', connect: 'Konto' },
      confirmClose: false,
    });
    expect(npmSnippet(ALL)).toContain("import { de } from 'open-consent/texts/de';\n");
  });

  test('takes a language as it is where no words are your own', () => {
    expect(npmSnippet({ ...DEFAULTS, language: 'zh' })).toContain('    ui: { texts: zh },\n');
  });

  test('imports no language where nothing is shown', () => {
    const code = npmSnippet({ ...ALL, ui: false });
    expect(code).toContain('    ui: false,\n');
    expect(code).not.toContain('texts');
  });

  test('holds any wording as it is, and only what openConsent() takes', () => {
    fc.assert(
      fc.property(anyWording, (wording) => {
        const options = runNpm({ ...ALL, wording });
        checkOptions(options);
        expect(options.ui).toMatchObject({ texts: { connect: wording } });
      }),
    );
  });
});

describe('the script tag snippet', () => {
  test('needs one script, one tag and the listeners', () => {
    const code = scriptTagSnippet(DEFAULTS);
    expect(code.split('\n').slice(0, 5)).toEqual([
      '<script src="/open-consent.global.js"></script>',
      '',
      '<open-consent session-url="/api/auth-session">Connect your bank</open-consent>',
      '',
      '<script>',
    ]);
    expect(runScriptTag(DEFAULTS)).toEqual({ heard: ['consent-success', 'consent-cancel', 'consent-error'] });
  });

  test('says by attributes what they can say, and leaves the words to the language', () => {
    const choices = {
      ...ALL,
      inline: false,
      readyTimeoutMs: 15_000,
      status: false,
      ui: { theme: 'dark', confirmClose: true },
      wording: '',
    } as const;
    expect(scriptTagSnippet(choices)).toContain(
      '\n<script src="/texts/de.global.js"></script>\n\n' +
        '<open-consent session-url="/api/auth-session" mode="iframe" theme="dark" lang="de"></open-consent>\n',
    );
    expect(runScriptTag(choices).options).toBeUndefined();
  });

  test('says by options what attributes cannot', () => {
    const ui = { texts: { connect: 'Konto' }, confirmClose: false };
    expect(runScriptTag(ALL).options).toEqual({
      getStatus: '/api/auth-session/status',
      container: place,
      iframe: { readyTimeoutMs: 4000 },
      ui,
    });
    expect(scriptTagSnippet(ALL)).toContain('\n<div id="consent"></div>\n');
  });

  test('names the file by the language, and the language by its script', () => {
    const code = scriptTagSnippet({ ...DEFAULTS, language: 'zh' });
    expect(code).toContain('/texts/zh.global.js');
    expect(code).toContain('lang="zh-Hans"');
  });

  test('keeps the words of the button where nothing is shown', () => {
    const choices = { ...ALL, inline: false, readyTimeoutMs: 15_000, status: false, ui: false } as const;
    expect(runScriptTag(choices).options).toEqual({ ui: false });
    expect(scriptTagSnippet(choices)).toContain(' mode="iframe" lang="de">Konto</open-consent>');
  });

  test('holds any wording as it is, in the script and between the tags', () => {
    fc.assert(
      fc.property(anyWording, (wording) => {
        expect(runScriptTag({ ...ALL, wording }).options?.ui).toMatchObject({ texts: { connect: wording } });
        const [, label = ''] =
          /lang="de">([\s\S]*?)<\/open-consent>/.exec(scriptTagSnippet({ ...ALL, wording })) ?? [];
        expect(label).not.toMatch(/<|&(?!amp;|lt;)/);
        expect(label.replaceAll('&lt;', '<').replaceAll('&amp;', '&')).toBe(wording);
      }),
    );
  });
});

describe('the code for the other side', () => {
  test.each([
    ['script', '/connected.html', 'open-consent-callback.global.js'],
    ['spa', "/'", '/main.js'],
    ['bare', '/connected.html', 'You can close this window'],
  ] as const)('(%s) mints with the callback page that it shows', (callback, path, page) => {
    const code = serverSnippet({ callback, status: false });
    expect(code).toContain(`'https://app.example.com${path}`);
    expect(code).toContain('redirectUri: callback, cancelUri: callback');
    expect(code).not.toContain('status');
    expect(callbackSnippet({ callback })).toContain(page);
  });

  test('(none) gives the provider no address', () => {
    expect(serverSnippet({ callback: 'none', status: false })).not.toMatch(/redirectUri|example\.com/);
  });

  test('answers at the address that getStatus asks', () => {
    const { getStatus } = runNpm(ALL);
    expect(serverSnippet(ALL)).toContain(`app.post('${getStatus}', ({ req }) => status(req.raw));`);
  });

  test('runs code on a bare callback page nowhere', () => {
    expect(callbackSnippet({ callback: 'bare' })).not.toContain('<script');
  });
});
