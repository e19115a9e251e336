/** `onclick` and the like: every event by which a pointer, a finger, a wheel, a key or the focus makes itself known. */
const INPUT = /^on(.*click|wheel|focus|blur|pointer|mouse|touch|key)/;

/**
 * Keeps from the page what happens in the widget. To a dialog, a menu or a focus trap of the page the widget lies
 * outside: a press on it, or focus in it, would close them and unmount the component that holds the flow; some swallow
 * the press. They listen on the document, many in the capture phase, so events end before that, at the window. What the
 * browser does by itself (Tab, Enter on a button, scrolling, Escape in a dialog) happens all the same.
 */
export function keepEvents(win: Window, root: ShadowRoot, signal: AbortSignal): void {
  const keep = (event: Event) => {
    if (!isOurs(event, root)) return;
    event.stopImmediatePropagation();
    // Our own buttons hear of it all the same: by one that does not leave the shadow root.
    if (event.type === 'click') event.composedPath()[0]?.dispatchEvent(new Event('click', { bubbles: true }));
    // When that key goes up our dialog may be gone, and the page's own would take it for theirs.
    if (isEscape(event)) win.addEventListener('keyup', stop, { capture: true, once: true });
  };
  const names = ['focusin', 'focusout'];
  for (const name in win) if (INPUT.test(name)) names.push(name.slice(2));
  for (const name of names) win.addEventListener(name, keep, { capture: true, passive: true, signal });
}

function isOurs(event: Event, root: ShadowRoot): boolean {
  const path = event.composedPath();
  // The focus or the pointer on its way to the widget, or back: as far as the page knows it has not left.
  if ([...path, (event as FocusEvent).relatedTarget].includes(root.host)) return true;
  // The body has the focus, or what holds it, which means nothing has: then the key is for the topmost dialog.
  return isEscape(event) && path.length < 5 && !!root.querySelector('dialog');
}

function isEscape(event: Event): boolean {
  return (event as KeyboardEvent).key === 'Escape';
}

function stop(event: Event): void {
  event.stopImmediatePropagation();
}
