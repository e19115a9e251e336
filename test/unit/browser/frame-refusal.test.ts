import { beforeEach, describe, expect, it } from 'vitest';
import { onFrameRefused } from '../../../src/browser/frame-refusal.ts';
import { fakeBrowser, type Place } from '../../support/fake-browser.ts';

const VIOLATION = {
  disposition: 'enforce',
  effectiveDirective: 'frame-src',
  blockedURI: 'https://auth.fiskil.com/consent?sess_id=s1',
};

let tab: Place;
let refused: string[];
let life: AbortController;
beforeEach(() => {
  tab = fakeBrowser().openTab('https://app.example/');
  refused = [];
  life = new AbortController();
  onFrameRefused(tab.win, (origin) => refused.push(origin), life.signal);
});

const violate = (fields: object) =>
  tab.page.fire('securitypolicyviolation', { ...VIOLATION, ...fields }, tab.page.document.events);

describe('a frame that the page’s policy keeps out', () => {
  it.each(['frame-src', 'child-src'])('is told by its origin (%s)', (effectiveDirective) => {
    violate({ effectiveDirective });
    expect(refused).toEqual(['https://auth.fiskil.com']);
  });

  it.each([
    ['a policy that only reports', { disposition: 'report' }],
    ['an image', { effectiveDirective: 'img-src' }],
    ['a fenced frame', { effectiveDirective: 'fenced-frame-src' }],
    ['another directive that begins like it', { effectiveDirective: 'frame-src-elem' }],
    ['a frame without an address', { blockedURI: 'inline' }],
  ])('is not %s', (_, fields) => {
    violate(fields);
    expect(refused).toEqual([]);
  });

  it('is not told any more once nobody listens', () => {
    life.abort();
    violate({});
    expect(refused).toEqual([]);
    expect(tab.page.held().listeners).toEqual([]);
  });
});
