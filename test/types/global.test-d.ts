import { expectTypeOf, test } from 'vitest';
import { openConsent as openWhole, preload as preloadWhole } from '../../src/global.ts';
import { openConsent, preload } from '../../src/index.ts';

test('the script tag’s global takes and gives what the module does', () => {
  expectTypeOf(openWhole).toEqualTypeOf(openConsent);
  expectTypeOf(preloadWhole).toEqualTypeOf(preload);
});
