/** A long CSV to committed segments. Ticks jitter. */
import { segmentsRow } from '../segment-rows.ts';

export default segmentsRow({ row: 'segments', jitter: true });
