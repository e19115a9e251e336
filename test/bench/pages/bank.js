// The provider's page: its button comes by script, as in most. Tells when the page was first painted, and the button usable.
{
  const sample = new URLSearchParams(location.search).get('sample');
  const painted = new Promise((done) => {
    new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName('first-contentful-paint');
      if (paint) done(performance.timeOrigin + paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  const button = document.createElement('button');
  button.textContent = 'Continue';
  button.addEventListener('click', () => {});
  document.body.append(button);
  const usable = new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
  });
  // A button that nobody sees yet is of no use.
  Promise.all([painted, usable]).then(([painted, usable]) => {
    const seen = { sample, painted, usable: Math.max(painted, usable) };
    navigator.sendBeacon('/seen', JSON.stringify(seen));
  });
}
