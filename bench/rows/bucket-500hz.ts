/** A day of a pair of 3 channels at 500 Hz. */
import { denseBucketRow } from '../dense-bucket-row.ts';

export default denseBucketRow({ experiment: 'bucket-500hz', channels: 3, hertz: 500, storage: 'float32' });
