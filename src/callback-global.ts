import { runCallbackPage } from './callback/run-callback-page.ts';

void runCallbackPage(window);
