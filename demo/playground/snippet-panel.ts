import { find } from './find.ts';
import { npmSnippet, type SnippetChoices, scriptTagSnippet } from './snippets.ts';
import { startTabs } from './tabs.ts';

const WRITERS = { script: scriptTagSnippet, npm: npmSnippet } as const;

type Kind = keyof typeof WRITERS;
const kinds = Object.keys(WRITERS) as Kind[];

/** The code for what is chosen; gives a function that shows it anew. */
export function createSnippetPanel(): (choices: SnippetChoices) => void {
  const status = find('copied', HTMLParagraphElement);
  const views = kinds.map((kind) => [kind, find(`snippet-${kind}`, HTMLPreElement)] as const);
  const tabs = find('snippet-tabs', HTMLDivElement);
  startTabs(tabs);
  tabs.addEventListener('click', () => say(status, ''));
  for (const [kind, view] of views) {
    // In the tab order: it scrolls, and keys must be able to do that.
    Object.assign(view, { tabIndex: 0, role: 'region', ariaLabel: 'Code' });
    find(`copy-${kind}`, HTMLButtonElement).addEventListener('click', () => void copy(view, status));
  }
  return (choices) => {
    say(status, '');
    for (const [kind, view] of views) view.textContent = WRITERS[kind](choices);
  };
}

async function copy(view: HTMLElement, status: HTMLElement): Promise<void> {
  say(status, '');
  try {
    await navigator.clipboard.writeText(view.textContent ?? '');
    say(status, 'Copied');
  } catch {
    // Not allowed, or not a secure page: the code is then marked, for the keys to copy it.
    getSelection()?.selectAllChildren(view);
    view.focus();
    say(status, 'Not allowed here, but selected: copy it by keyboard');
  }
}

function say(status: HTMLElement, text: string): void {
  status.textContent = text;
}
