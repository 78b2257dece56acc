/** A long CSV to committed segments. Ticks are regular. */
import { segmentsRow } from '../segment-rows.ts';

export default segmentsRow({ row: 'segments-regular', jitter: false });
