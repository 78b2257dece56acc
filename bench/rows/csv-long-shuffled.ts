/** The same rows in random order: neither the time nor the channel can be foretold. */
import { longCsvRow } from '../long-csv-row.ts';

export default longCsvRow({ row: 'csv-long-shuffled', time: 'epoch-ms', shuffled: true, ratio: 1.2 });
