import { rogue } from '../rogue.ts';
import type { Ask, Group, Row } from '../row.ts';
import { press, reload, until } from '../steps.ts';
import { homeInNewTab } from '../steps-home.ts';

const quick: Ask['settings'] = { autopilot: 1 };
const CACHED = 'cache-control:max-age=60';

const withoutStorage = (how: 'refused' | 'full'): Row => ({
  id: `redirect-storage-${how}`,
  title: `Storage is ${how}`,
  expected: { redirect: 'nothing' },
  query: { storage: how },
  asks: [{ settings: quick, home: `/matrix/host?storage=${how}` }],
  steps: [press('connect'), until('completion none', 1)],
  from: 'phase redirecting',
  flows: 0,
  note: 'With nothing kept in this browser, a callback without a flow id is nobody’s: the server has to decide.',
});

const spa = (id: string, title: string, more: Ask, kept: string): Row => ({
  id,
  title,
  expected: { redirect: 'success' },
  asks: [{ settings: quick, home: '/matrix/host', ...more }],
  steps: [press('connect'), until(kept)],
});

export const redirect: Group = {
  title: 'The redirect',
  rows: [
    {
      id: 'redirect-back',
      title: 'Back from the provider, to a page that is loaded anew',
      expected: { redirect: 'cancelled: dismissed' },
      asks: [{ authUrl: rogue([{ wait: 300 }, { back: true }]) }],
      from: 'phase redirecting',
      differs: true,
    },
    {
      id: 'redirect-back-cached',
      title: 'Back from the provider, out of the back/forward cache',
      expected: { redirect: 'cancelled: dismissed' },
      query: { header: CACHED },
      asks: [{ authUrl: rogue([{ wait: 300 }, { back: true }]) }],
      steps: [press('connect'), until('restored')],
      from: 'restored',
      differs: true,
    },
    {
      id: 'redirect-callback-reloaded',
      title: 'The callback page is reloaded',
      expected: { redirect: 'success' },
      asks: [{ settings: quick, home: '/matrix/host' }],
      steps: [
        press('connect'),
        until('callback completed success'),
        until('left {}'),
        reload,
        until('completion none', 1),
      ],
    },
    {
      id: 'redirect-callback-in-tab',
      title: 'The callback opens in another tab',
      expected: { redirect: 'success' },
      asks: [{}],
      steps: [press('connect'), until('phase redirecting'), homeInNewTab('success', '/matrix/host')],
      from: 'phase redirecting',
    },
    {
      id: 'redirect-no-record',
      title: 'A callback without any record: it is nobody’s, and the address stays',
      expected: { redirect: 'nothing' },
      query: { session_id: 'somebody-elses', consent_id: 'consent-1' },
      steps: [until('address session_id,consent_id')],
      flows: 0,
      from: 'began',
    },
    withoutStorage('refused'),
    withoutStorage('full'),
    spa(
      'redirect-hash-route',
      'A SPA with hash routes',
      { hash: '#/connect/done' },
      'address #/connect/done',
    ),
    spa(
      'redirect-history-route',
      'A SPA with history routes',
      { home: '/matrix/host/connect/done' },
      'path /matrix/host/connect/done',
    ),
    {
      id: 'redirect-foreign-login',
      title: 'The `code`, `state` and `error` of another login on the same page',
      expected: { redirect: 'nothing' },
      query: { code: '1', state: '2', error: 'access_denied' },
      steps: [until('completion none'), until('address code,state,error')],
      flows: 0,
    },
  ],
};
