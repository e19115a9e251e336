import 'zone.js';
import { openConsent } from '../../../src/index.ts';

const query = new URLSearchParams(location.search);
const told = [];

// As Angular's NgZone does it: the app is stable while no timer or other task is pending in its zone.
const angular = Zone.current.fork({
  name: 'angular',
  onHasTask(delegate, current, target, state) {
    delegate.hasTask(target, state);
    if (current === target && state.change === 'macroTask') window.stable = !state.macroTask;
  },
  onInvokeTask(delegate, _current, target, task, ...rest) {
    window.tasks.push(`${task.type} ${task.source}`);
    return delegate.invokeTask(target, task, ...rest);
  },
});
const tell = (what) => told.push(`${what} in ${Zone.current.name}`);
Object.assign(window, { told, stable: true, tasks: [] });

angular.run(() => {
  const button = document.createElement('button');
  button.textContent = 'Connect';
  button.addEventListener('click', () => {
    const flow = openConsent({
      session: () => {
        tell('session');
        return fetch(`/session?${query}`, { method: 'POST' });
      },
      mode: query.get('mode'),
      onSuccess: () => tell('success'),
      onCancel: () => tell('cancel'),
      onError: () => tell('error'),
      onEvent: ({ type }) => tell(type),
      ...(query.get('layer') === 'no ui' && { ui: false }),
    });
    flow.subscribe(({ phase }) => tell(phase));
    flow.then(({ status }) => tell(`then ${status}`));
  });
  document.getElementById('app').append(button);
});
