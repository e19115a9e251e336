import type { SandboxContext } from './context.ts';
import { type Address, type Handler, type Listening, listen } from './listen.ts';

/** The listening socket of a sandbox. Several calls of `listen()` open it once. */
export interface Service {
  listen(): Promise<string>;
  close(): Promise<void>;
}

export function createService(
  context: SandboxContext,
  handler: Handler,
  address: Address,
  tellOrigin: (origin: string) => void,
): Service {
  let running: Promise<Listening> | undefined;

  const start = async () => {
    const listening = await listen(handler, address);
    tellOrigin(listening.origin);
    context.log({ type: 'listening', origin: listening.origin });
    return listening;
  };
  const stop = async () => {
    const started = running;
    running = undefined;
    context.outbox.stop();
    context.pause.wakeAll();
    // A start that failed has nothing to close.
    await started?.then(
      (listening) => listening.close(),
      () => {},
    );
    await context.outbox.idle();
  };

  return {
    async listen() {
      running ??= start();
      // A start that failed is forgotten, so that the next call tries again.
      running.catch(stop);
      return (await running).origin;
    },
    close: stop,
  };
}
