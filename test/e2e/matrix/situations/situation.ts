import type { Engine, Group, Mode, Row } from '../row.ts';
import type { Ending } from '../steps-home.ts';

/** One of the ways to go through a situation. */
export interface Way {
  mode: Mode;
  /** Whether the server names the flow. */
  named: boolean;
  ending: Ending;
}

/** What must come of it. */
interface End {
  /** As `Row.expected`: the turns of the flow and its one outcome, or `nothing` where nobody is told. */
  path: string;
  /** What the callback page must show in the end. */
  shows?: string;
}

/**
 * Something that people do while a consent is under way. It is gone through in every way that it applies to, and each
 * way is a row of the table.
 */
export interface Situation {
  id: string;
  title: string;
  modes: readonly Mode[];
  /** The page, its faults, what it asks for and the steps. */
  play(way: Way): Omit<Row, 'id' | 'title' | 'expected' | 'shows' | 'except'>;
  /** The rule of what must come of it. */
  end(way: Way): End;
  /** Where an engine cannot do that, with the browser fact in `note`. */
  except?: (way: Way) => Partial<Record<Engine, string>>;
  note?: string;
}

/** How long a second callback would take: a callback page waits one second for an answer. */
const QUIET_MS = 1500;

export function groupOf(
  title: string,
  situations: readonly Situation[],
  namings: readonly boolean[] = [true, false],
): Group {
  return { title, rows: situations.flatMap((situation) => rowsOf(situation, namings)) };
}

export function rowsOf(situation: Situation, namings: readonly boolean[]): Row[] {
  const endings: Ending[] = ['success', 'denied'];
  return namings.flatMap((named) =>
    endings.flatMap((ending) =>
      situation.modes.map((mode, nth) => {
        const row = rowOf(situation, { mode, named, ending });
        // One note for all of its rows.
        return nth === 0 && named === namings[0] && ending === endings[0] ? row : withoutNote(row);
      }),
    ),
  );
}

function rowOf(situation: Situation, way: Way): Row {
  const { mode, named, ending } = way;
  const { path, shows } = situation.end(way);
  const naming = named ? 'named' : 'unnamed';
  const { note, except } = situation;
  return {
    quietMs: QUIET_MS,
    // One in four tells whether an engine has the way at all.
    differs: true,
    fullOnly: !named || ending !== 'success',
    ...situation.play(way),
    id: `home-${situation.id}-${naming}-${ending}`,
    title: `${situation.title}; ${naming}, ${ending}`,
    expected: { [mode]: path },
    ...(shows !== undefined && { shows }),
    ...(except && { except: inMode(except(way), mode) }),
    ...(note && { note }),
  };
}

function inMode(paths: Partial<Record<Engine, string>>, mode: Mode): NonNullable<Row['except']> {
  return Object.fromEntries(Object.entries(paths).map(([engine, path]) => [engine, { [mode]: path }]));
}

function withoutNote({ note: _, ...row }: Row): Row {
  return row;
}
