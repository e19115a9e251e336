/** Runs `open` as a popup blocker would have it: the window that it asks for is refused. */
export function withBlockedWindow<Result>(open: () => Result): Result {
  const real = window.open;
  window.open = () => null;
  try {
    return open();
  } finally {
    window.open = real;
  }
}
