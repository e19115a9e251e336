/** Samples of each contestant, in milliseconds unless the measure says otherwise. */
export type Samples = Record<string, number[]>;

/**
 * Interleaved: in every round each contestant is sampled once, and each round another one begins, so what the machine
 * does meanwhile falls on all alike. Rounds of warming up are run in full and thrown away.
 */
export async function inRounds(
  contestants: readonly string[],
  { rounds, warmUp = 3 }: { rounds: number; warmUp?: number },
  sample: (contestant: string) => Promise<number>,
): Promise<Samples> {
  const samples: Samples = Object.fromEntries(contestants.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1)
    for (const name of rotate(contestants, round + warmUp)) {
      const value = await sample(name);
      if (round >= 0) samples[name]?.push(value);
    }
  return samples;
}

/** The same items, another one first. */
export function rotate<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
