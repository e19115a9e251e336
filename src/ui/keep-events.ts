/** The handlers of all events of pointer, touch, wheel, keyboard and focus, such as `onclick`. */
const INPUT = /^on(.*click|wheel|focus|blur|pointer|mouse|touch|key)/;

/**
 * Stops events in the widget before they reach the page. The widget is outside of the page's dialogs, menus and focus
 * traps. A click or focus in the widget would close these, and unmount the component that holds the flow. Some also
 * block the click. They listen on the document, many in the capture phase, so this stops events at the window. The
 * browser's own actions (Tab, Enter on a button, scrolling, Escape in a dialog) still happen.
 */
export function keepEvents(win: Window, root: ShadowRoot, signal: AbortSignal): void {
  const keep = (event: Event) => {
    if (!isOurs(event, root)) return;
    event.stopImmediatePropagation();
    // Our own buttons get another click event, which does not leave the shadow root.
    if (event.type === 'click') event.composedPath()[0]?.dispatchEvent(new Event('click', { bubbles: true }));
    // At keyup our dialog may be closed, and the page's own dialog would react to the key.
    if (isEscape(event)) win.addEventListener('keyup', stop, { capture: true, once: true });
  };
  const names = ['focusin', 'focusout'];
  for (const name in win) if (INPUT.test(name)) names.push(name.slice(2));
  for (const name of names) win.addEventListener(name, keep, { capture: true, passive: true, signal });
}

function isOurs(event: Event, root: ShadowRoot): boolean {
  const path = event.composedPath();
  // The focus or the pointer moves to the widget or back. For the page it must look as if it had not moved.
  if ([...path, (event as FocusEvent).relatedTarget].includes(root.host)) return true;
  // The focus is on the body or around it, which means on nothing. Then the key is for the topmost dialog.
  return isEscape(event) && path.length < 5 && !!root.querySelector('dialog');
}

function isEscape(event: Event): boolean {
  return (event as KeyboardEvent).key === 'Escape';
}

function stop(event: Event): void {
  event.stopImmediatePropagation();
}
