/** A time span for people: `0.24 s`, `12.3 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.995) return `${seconds.toFixed(2)}\u00a0s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)}\u00a0s`;
  const whole = Math.round(seconds);
  const minutes = `${Math.floor(whole / 60)}\u00a0min`;
  return whole % 60 ? `${minutes} ${whole % 60}\u00a0s` : minutes;
}
