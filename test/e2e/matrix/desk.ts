import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { waitFor } from './wait-for.ts';

const run = promisify(execFile);

/** A screen of its own with a window manager: focus is real here, and goes where a person would put it. */
export interface Desk {
  env: NodeJS.ProcessEnv;
  /** How many windows the programs have open. */
  windows(): Promise<number>;
  /** What is written on them. */
  titles(): Promise<string[]>;
  /** The title of the window that has the keyboard. */
  active(): Promise<string>;
  /** Resolves when the active window's title holds this. */
  untilActive(title: string): Promise<void>;
  /** Gives the keyboard to the window whose title holds this. */
  activate(title: string): Promise<void>;
  /** Presses a key in the active window. */
  press(key: string): Promise<void>;
  /** Puts the mouse into a window, so many pixels from its left edge. */
  moveMouse(title: string, x: number): Promise<void>;
  /** A window of another program, which takes the keyboard. */
  openOther(): Promise<void>;
  closeOther(): Promise<void>;
  /** Gives the focus in that way from now on. */
  manage(way: FocusWay): Promise<void>;
  /** A click with the mouse itself. */
  clickOn(title: string, x: number): Promise<void>;
  /** The same in the active window, so many pixels from its top left corner: on the bars of its browser. */
  clickInFront(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

/** Whether the focus goes by clicks, or to whatever is under the mouse. */
export type FocusWay = 'usual' | 'follow-mouse';

const OTHER = 'Another program';
/** Below the bars of every browser, and in all of their windows. */
const MOUSE_Y = 500;

export async function setDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'open-consent-desk-'));
  const { server, display } = await startServer();
  const env = { ...process.env, DISPLAY: display };
  let managed: FocusWay = 'usual';
  let manager = await startManager(env, folder, managed);
  let other: ChildProcess | undefined;
  const xdotool = async (...args: string[]) => (await run('xdotool', args, { env })).stdout.trim();
  const desk: Desk = {
    env,
    windows: async () => (await clients(env)).length,
    async titles() {
      const names = (await clients(env)).map((id) => xdotool('getwindowname', id).catch(() => 'closing'));
      return Promise.all(names);
    },
    active: () => xdotool('getactivewindow', 'getwindowname').catch(() => ''),
    untilActive: (title) =>
      waitFor(`the focus in ${title}`, async () => (await desk.active()).includes(title)),
    activate: (title) =>
      waitFor(`the focus to go to ${title}`, async () => {
        if ((await desk.active()).includes(title)) return true;
        // It may not be there yet.
        await xdotool('search', '--onlyvisible', '--name', title, 'windowactivate').catch(() => {});
        return false;
      }),
    press: async (key) => void (await xdotool('key', '--clearmodifiers', key)),
    async moveMouse(title, x) {
      const found = await xdotool('search', '--onlyvisible', '--name', title);
      const id = found.split('\n').at(-1) ?? '';
      await xdotool('mousemove', '--window', id, String(x), String(MOUSE_Y));
    },
    async openOther() {
      other = spawn('xmessage', ['-title', OTHER, OTHER], { env, stdio: 'ignore' });
      await desk.untilActive(OTHER);
    },
    async closeOther() {
      await end(other);
      other = undefined;
    },
    async manage(way) {
      if (managed === way) return;
      managed = way;
      await end(manager);
      manager = await startManager(env, folder, way);
    },
    async clickOn(title, x) {
      await desk.moveMouse(title, x);
      await xdotool('click', '1');
    },
    async clickInFront(x, y) {
      const id = await xdotool('getactivewindow');
      await xdotool('mousemove', '--window', id, String(x), String(y), 'click', '1');
    },
    async close() {
      for (const child of [other, manager, server]) await end(child);
      await rm(folder, { recursive: true });
    },
  };
  return desk;
}

async function clients(env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout } = await run('xprop', ['-root', '_NET_CLIENT_LIST'], { env });
  return stdout.match(/0x[0-9a-f]+/g) ?? [];
}

/** Picks a display number that is free. */
async function startServer(): Promise<{ server: ChildProcess; display: string }> {
  // It would start anew when its last program goes, and would take the next one with it.
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-ac', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended with ${code}`)));
  ended.catch(() => {});
  const [number] = await Promise.race([once(server.stdio[3] as Readable, 'data'), ended]);
  return { server, display: `:${String(number).trim()}` };
}

async function startManager(env: NodeJS.ProcessEnv, folder: string, way: FocusWay): Promise<ChildProcess> {
  const config = join(folder, 'openbox.xml');
  const follow = way === 'follow-mouse' ? 'yes' : 'no';
  const focus = `<focusNew>yes</focusNew><followMouse>${follow}</followMouse>`;
  await writeFile(
    config,
    `<openbox_config xmlns="http://openbox.org/3.4/rc"><focus>${focus}</focus></openbox_config>`,
  );
  const manager = spawn('openbox', ['--config-file', config], { env, stdio: 'ignore' });
  // The screen still has the other properties of one that has gone.
  await waitFor('the window manager', async () => {
    const { stdout } = await run('xprop', ['-root', '_OPENBOX_PID'], { env });
    return stdout.trim().endsWith(` = ${manager.pid}`);
  });
  return manager;
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
