import type { SandboxLogEntry } from '../log.ts';
import { settingsText } from '../read-settings.ts';
import type { SandboxSettings } from '../settings.ts';

/** A log entry as one line for people. */
export function logLine(entry: SandboxLogEntry): string {
  return `${new Date(entry.at).toISOString().slice(11, 19)} ${describe(entry)}`;
}

function describe(entry: SandboxLogEntry): string {
  switch (entry.type) {
    case 'listening':
      return `Listening on ${entry.origin}`;
    case 'request':
      return `${entry.method} ${entry.path} ${entry.status} (${entry.ms} ms)`;
    case 'session_minted':
      return `Session ${entry.sessionId} minted${minted(entry.settings)}`;
    case 'session_ended':
      return `Session ${entry.sessionId} ended: ${entry.end}`;
    case 'webhook':
      return `Webhook ${entry.messageId} ${entry.event}, attempt ${entry.attempt}: ${entry.status}`;
    case 'error':
      return `Error: ${entry.message}`;
  }
}

function minted(settings: Partial<SandboxSettings>): string {
  const text = settingsText(settings);
  return text && ` with ${text}`;
}
