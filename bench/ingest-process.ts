/**
 * `node <this, bundled> <file> <directory>`: takes in a file of the long bench set and prints what that took, as JSON.
 */
import { ingestLongCsv } from './ingest-side.ts';
import { peakMb } from './peak-memory.ts';

const [path = '', directory = ''] = process.argv.slice(2);
const begin = process.cpuUsage();
const samples = await ingestLongCsv(path, directory);
const { user, system } = process.cpuUsage(begin);
console.log(JSON.stringify({ samples, seconds: (user + system) / 1e6, rssMb: peakMb() }));
