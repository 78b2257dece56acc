/** One side of a row, in a process of its own: `node bench/side.ts <row> <side> <directory>`. */
import { rowNamed } from './row-named.ts';
import { serveSide } from './serve-side.ts';

await serveSide(await rowNamed(process.argv[2] ?? ''));
