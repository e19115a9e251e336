import { openSoakPage } from '../../soak/open-soak-page.ts';
import { type SoakMode, type SoakResult, soak } from '../../soak/soak.ts';
import type { Bench } from '../host.ts';

/** As a share of the flows that count: until then the engine compiles, once, what runs often. */
const WARM_UP = 0.6;

export interface Soaked extends SoakResult {
  mode: SoakMode;
  flows: number;
}

export async function soakOneMode({ browser, effort }: Bench, mode: SoakMode): Promise<Soaked> {
  const flows = Math.ceil(1000 * effort);
  const place = await openSoakPage(browser);
  const result = await soak(place, mode, { flows, warmUp: Math.ceil(WARM_UP * flows) });
  await place.close();
  return { mode, flows, ...result };
}

/** All that can be counted to the last one; of the heap, less for each flow than the flow's id takes. */
export function isFlat({ before, after, flows, ends }: Soaked): boolean {
  if (Object.keys(ends).join() !== 'success') return false;
  const { heapBytes, ...counted } = after;
  const grown = Object.entries(counted).some(([name, value]) => value > before[name as keyof typeof counted]);
  return !grown && (heapBytes - before.heapBytes) / flows < 100;
}
