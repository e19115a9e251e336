// A Redis server for the test that shares one between two processes. Debian's is installed where it is missing.
import { findProgram, installPackages } from './programs.mjs';

/** The path of `redis-server`. Throws where there is none and none can be installed. */
export function findRedis() {
  const find = () => findProgram('redis-server');
  const found = find();
  if (found) return found;
  installPackages(['redis-server']);
  const installed = find();
  if (installed) return installed;
  throw new Error('This test needs redis-server: install it, for example with apt-get install redis-server.');
}
