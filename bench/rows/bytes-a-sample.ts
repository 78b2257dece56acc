/** What a sample takes in all segments of a long CSV. Ticks jitter. */
import { bytesRow } from '../segment-rows.ts';

export default bytesRow({ row: 'bytes-a-sample', jitter: true });
