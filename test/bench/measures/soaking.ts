import { openSoakPage } from '../../soak/open-soak-page.ts';
import { type SoakResult, soak } from '../../soak/soak.ts';
import type { Bench } from '../host.ts';

export interface Soaked extends SoakResult {
  mode: 'popup' | 'iframe';
  flows: number;
}

export async function soakOneMode({ browser, effort }: Bench, mode: 'popup' | 'iframe'): Promise<Soaked> {
  const flows = Math.ceil(1000 * effort);
  const place = await openSoakPage(browser);
  const result = await soak(place, mode, flows);
  await place.close();
  return { mode, flows, ...result };
}

/** Nodes, documents and listeners to the last one; of the heap, less for each flow than the flow's id takes. */
export function isFlat({ before, after, flows }: Soaked): boolean {
  const { heapBytes, ...dom } = after;
  const grown = Object.entries(dom).some(([name, value]) => value > before[name as keyof typeof dom]);
  return !grown && (heapBytes - before.heapBytes) / flows < 100;
}
