// Loaded before the script that counts: Firefox takes what runs after a promise of ours for ours, these timers too.
{
  const LOOK_MS = 100;
  const WITHIN_MS = 2000;
  const { setInterval, clearInterval, setTimeout } = window;
  let watch = 0;

  window.pause = (ms) => new Promise((later) => setTimeout(later, ms));

  /** Reports once nothing is left on the page; or, when that takes too long, what is. */
  window.watchUntilClean = (withinMs = WITHIN_MS) => {
    clearInterval(watch);
    const end = performance.now() + withinMs;
    watch = setInterval(() => {
      const left = Object.entries(window.leftovers()).filter(([, count]) => count > 0);
      if (left.length > 0 && performance.now() < end) return;
      clearInterval(watch);
      report(`left ${JSON.stringify(Object.fromEntries(left))}`);
    }, LOOK_MS);
  };
}
