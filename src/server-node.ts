export type { NodeListener } from './server-node/to-node-listener.ts';
export { toNodeListener } from './server-node/to-node-listener.ts';
