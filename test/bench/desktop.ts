import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import puppeteer, { type Browser } from 'puppeteer-core';
import { CHROMIUM } from '../support/browser.ts';

/** A desktop with a window manager, and a headed Chromium on it: only there is focus what it is for a user. */
export interface Desktop {
  browser: Browser;
  /** Closes the focused window as a user does. */
  closeWindow(): void;
  close(): Promise<void>;
}

export async function openDesktop(): Promise<Desktop> {
  // Xvfb picks a free display and writes its number to the fourth stream.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const env = { ...process.env, DISPLAY: `:${await displayOf(server)}` };
  const manager = spawn('openbox', { env, stdio: 'ignore' });
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    headless: false,
    defaultViewport: null,
    env,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  });
  return {
    browser,
    closeWindow: () => void execFileSync('xdotool', ['key', '--clearmodifiers', 'ctrl+w'], { env }),
    async close() {
      await browser.close();
      manager.kill();
      server.kill();
    },
  };
}

function displayOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb did not start')));
    (server.stdio[3] as Readable).once('data', (number: Buffer) => resolve(String(number).trim()));
  });
}
