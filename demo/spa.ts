// A single-page app that is its own callback page: `redirect_uri` leads to the app, and the app completes at start.
import { type ConsentSuccess, completeConsent, openConsent } from '../src/index.ts';

interface State {
  /** Where in the app the user pressed the button. */
  route: string;
}

const handlers = {
  onSuccess: ({ sessionId }: ConsentSuccess) => show('Connected', `The session is ${sessionId}.`),
  onCancel: () => show('Not connected', 'You went back. Try again whenever you like.'),
  onError: () => show('That did not work', 'Your bank is not connected. Please try again.'),
};

function connect(): void {
  const state: State = { route: location.hash };
  openConsent({
    // `callback=spa-page` is the demo's way to name this page; a server of your own knows its callback page.
    session: '/api/auth-session?callback=spa-page',
    state,
    ...handlers,
  });
}

function show(title: string, text: string): void {
  const heading = document.createElement('h1');
  heading.textContent = title;
  heading.tabIndex = -1;
  const paragraph = document.createElement('p');
  paragraph.className = 'quiet';
  paragraph.textContent = text;
  const view = document.getElementById('view');
  const isFirst = !view?.hasChildNodes();
  view?.replaceChildren(heading, paragraph, connectButton());
  // The button that had the focus is gone; a page that has just been loaded leaves the focus where it is.
  if (!isFirst) heading.focus();
}

function connectButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'main';
  button.textContent = 'Connect your bank';
  button.addEventListener('click', connect);
  return button;
}

const back = await completeConsent(handlers);
if (back.handled === 'none') show('Your budget', 'Connect your bank to see where your money goes.');
if (back.handled === 'outcome') location.hash = (back.state as State | undefined)?.route ?? '';
