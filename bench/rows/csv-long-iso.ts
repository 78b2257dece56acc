/** A long CSV whose times are ISO 8601. */
import { longCsvRow } from '../long-csv-row.ts';

export default longCsvRow({ row: 'csv-long-iso', time: 'iso', shuffled: false, ratio: 4 });
