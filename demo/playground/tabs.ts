/** Tabs by the ARIA pattern: one of them is in the tab order, arrow keys move and select at once. */
export function startTabs(list: HTMLElement): void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const select = (chosen: HTMLElement) => {
    for (const tab of tabs) setSelected(tab, tab === chosen);
  };
  list.addEventListener('click', ({ target }) => {
    const tab = target instanceof Element && target.closest<HTMLElement>('[role=tab]');
    if (tab) select(tab);
  });
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const next = tabs.at(indexAfter(event.key, tabs.indexOf(event.target as HTMLElement), tabs.length));
    if (!next || next === event.target) return;
    event.preventDefault();
    select(next);
    next.focus();
  });
}

/** The first and the last are neighbours. */
function indexAfter(key: string, at: number, count: number): number {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : at;
}

function setSelected(tab: HTMLElement, selected: boolean): void {
  tab.setAttribute('aria-selected', String(selected));
  tab.tabIndex = selected ? 0 : -1;
  const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
  if (panel) panel.hidden = !selected;
}
