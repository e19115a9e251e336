import { institutions } from '../institutions.ts';

const colours = ['#0b57d0', '#146c2e', '#8b418f', '#a8480c', '#3f4759', '#7a5900'];

/** A square with initials, for an institution's id or for the sandbox itself; nothing for anybody else. */
export function icon(name: string): string | undefined {
  if (name === 'sandbox') return square('S', '#57606a');
  const index = institutions.findIndex(({ id }) => id === name);
  const found = institutions[index];
  return found && square(initials(found.name), colours[index % colours.length] ?? '#57606a');
}

function initials(name: string): string {
  return name
    .split(' ')
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('');
}

function square(text: string, colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="${colour}"/><text x="32" y="41" font-family="system-ui, sans-serif" font-size="26" font-weight="700" text-anchor="middle" fill="#fff">${text}</text></svg>`;
}
