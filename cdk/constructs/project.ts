import { join } from 'node:path';

/** Root of the project, where package-lock.json, functions/ and node_modules/ stand. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
