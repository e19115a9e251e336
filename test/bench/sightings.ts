import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the pages of one sample have told of it: milliseconds since 1970. */
export interface Sighting {
  pressed: number;
  painted: number;
  usable: number;
}

export interface Sightings {
  /** Takes what a page tells. */
  take(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Resolves once both pages have told of that sample. */
  of(sample: string): Promise<Sighting>;
}

/** The host page may be gone when the provider's is painted: both tell their servers. */
export function noteSightings(): Sightings {
  const seen = new Map<string, Partial<Sighting>>();
  const waiting = new Map<string, (sighting: Sighting) => void>();

  const look = (sample: string) => {
    const sighting = seen.get(sample);
    if (sighting?.pressed && sighting.usable) waiting.get(sample)?.(sighting as Sighting);
  };

  return {
    async take(request, response) {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.writeHead(204).end();
      const { sample, ...times } = JSON.parse(body) as Partial<Sighting> & { sample: string };
      seen.set(sample, { ...seen.get(sample), ...times });
      look(sample);
    },
    of: (sample) =>
      new Promise((resolve) => {
        waiting.set(sample, resolve);
        look(sample);
      }),
  };
}
