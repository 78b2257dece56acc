/** What a machine has for a local stack. */
import type { Look } from './look.ts';

/** What `npm ci` brings; types in the sources are stripped by it. */
const NODE_MAJOR = 24;
/** All processes of a stack that has answered everything once, as the campaign of requests measures them. */
const STACK_MB = 3000;

/** @param version as `process.version` says it */
export function nodeLook(version: string): Look {
  const major = Number(/^v(\d+)\./.exec(version)?.[1] ?? Number.NaN);
  const found = `this command runs on Node ${version}; expected ${NODE_MAJOR} or newer`;
  if (major >= NODE_MAJOR) return { what: 'Node', verdict: 'OK', found };
  const mend =
    'run ./howship, which starts the Node that npm ci brought; on a Node before 20 install a newer one first';
  return { what: 'Node', verdict: 'WRONG', found, mend };
}

/** @param availableMb what this process may still take, of the machine or of its container */
export function memoryLook(availableMb: number): Look {
  const found = `${Math.floor(availableMb)} MB are free; a stack takes up to ${STACK_MB} MB`;
  if (availableMb >= STACK_MB) return { what: 'memory', verdict: 'OK', found };
  const mend =
    'end other programs, or upload fewer files at once; a function that the system ends is started again by itself';
  return { what: 'memory', verdict: 'CARE', found, mend };
}
