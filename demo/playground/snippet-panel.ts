import { element } from './element.ts';
import { find } from './find.ts';
import { type CodeLanguage, showCode } from './highlight.ts';
import { callbackSnippet } from './snippets/callback-page.ts';
import { npmSnippet } from './snippets/npm.ts';
import type { SnippetChoices } from './snippets/options-code.ts';
import { reactSnippet } from './snippets/react.ts';
import { scriptTagSnippet } from './snippets/script-tag.ts';
import { serverSnippet } from './snippets/server.ts';
import { startTabs } from './tabs.ts';

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly language: CodeLanguage;
  write(choices: SnippetChoices): string;
}

const KINDS: readonly Kind[] = [
  { id: 'script', title: 'Script tag', language: 'html', write: scriptTagSnippet },
  { id: 'npm', title: 'npm', language: 'js', write: npmSnippet },
  { id: 'react', title: 'React', language: 'js', write: reactSnippet },
  { id: 'server', title: 'Server', language: 'js', write: serverSnippet },
  { id: 'callback', title: 'Callback page', language: 'html', write: callbackSnippet },
];

/** The code for the settings; gives a function that shows it anew. */
export function createSnippetPanel(): (choices: SnippetChoices) => void {
  const status = find('copied', HTMLParagraphElement);
  const tabs = find('snippet-tabs', HTMLDivElement);
  const panels = find('snippet-panels', HTMLDivElement);
  const codes = KINDS.map(({ id, title }, index) => {
    tabs.append(tab(id, title, index === 0));
    // In the tab order: it scrolls, and keys must be able to do that.
    const code = element('pre', {
      tabindex: 0,
      role: 'region',
      'aria-label': `${title} code`,
      translate: 'no',
    });
    panels.append(
      element(
        'div',
        { id: `panel-${id}`, role: 'tabpanel', 'aria-labelledby': `tab-${id}`, hidden: index > 0 },
        code,
      ),
    );
    return code;
  });
  startTabs(tabs);
  tabs.addEventListener('click', () => say(status, ''));
  find('copy', HTMLButtonElement).addEventListener('click', () => {
    const shown = codes.find((code) => !code.parentElement?.hidden);
    if (shown) void copy(shown, status);
  });
  return (choices) => {
    say(status, '');
    KINDS.forEach(({ write, language }, index) => {
      const code = codes[index];
      if (code) showCode(code, write(choices), language);
    });
  };
}

function tab(id: string, title: string, isFirst: boolean): HTMLButtonElement {
  const attributes = {
    'aria-controls': `panel-${id}`,
    'aria-selected': String(isFirst),
    tabindex: isFirst ? 0 : -1,
  };
  return element('button', { type: 'button', role: 'tab', id: `tab-${id}`, ...attributes }, title);
}

async function copy(view: HTMLElement, status: HTMLElement): Promise<void> {
  say(status, '');
  try {
    await navigator.clipboard.writeText(view.textContent ?? '');
    say(status, 'Copied');
  } catch {
    // Not allowed, or not a secure page: select the code, so that the keyboard can copy it.
    getSelection()?.selectAllChildren(view);
    view.focus();
    say(status, 'The browser blocked copying. The code is selected: copy it with the keyboard.');
  }
}

function say(status: HTMLElement, text: string): void {
  status.textContent = text;
}
